"""What came of a machine that read along, and what people said to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from toolkit.model.coding import Suggestion
from toolkit.model.transcript import Name, Offset


class Reply(StrEnum):
    """What a reader said to a suggestion.

    ADJUSTED is a coding with another code, or on other words, that the suggestion led to.
    """

    ACCEPTED = "accepted"
    ADJUSTED = "adjusted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Card:
    """What a model has learnt from, and how well it did on interviews it had not seen.

    Attributes:
        examples: The ids of the codes, each with how many agreed passages bear it.
        guesses: Codes with too few examples, ranked by likeness to what they mean.
        without_evidence: Codes that it can not be trusted with yet; none of theirs is shown.
        n_passages, n_transcripts: What it was trained on; 0 where all is guessed.
        decided, shared: Of the agreed codings, how many were decided by a vote, and how many were
            read alike.
        rejected: How many suggestions that people rejected it learnt from.
        by_meaning: Whether it knows what words mean, or looks at the words alone.
        ece: How far its probabilities are off, in [0, 1]; None where all is guessed.
        macro_f1: How well it tells codes apart, in [0, 1]; None where all is guessed.
    """

    examples: tuple[tuple[str, int], ...]
    guesses: tuple[str, ...]
    without_evidence: tuple[str, ...]
    n_passages: Annotated[int, Ge(0)]
    n_transcripts: Annotated[int, Ge(0)]
    decided: Annotated[int, Ge(0)]
    shared: Annotated[int, Ge(0)]
    rejected: Annotated[int, Ge(0)]
    by_meaning: bool
    ece: Annotated[float, Ge(0), Le(1)] | None = None
    macro_f1: Annotated[float, Ge(0), Le(1)] | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A coding that people agreed on and a model finds unlikely.

    Attributes:
        score: How likely the model finds the code there, in [0, 1]. It has learnt from this
            coding too, so it is the order that tells, and not the figure.
        is_decided: It was settled by a vote; otherwise all who read it coded alike.
    """

    transcript_id: Name
    start: Offset
    end: Offset
    code_id: Name
    score: Annotated[float, Ge(0), Le(1)]
    is_decided: bool


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """One model and all that it proposed: never a reader, never in agreement, never exported.

    Attributes:
        version: Of the model: the same for the same lessons and texts.
        made_at: When it read.
        texts: The transcripts that it read, each with the version its offsets count in.
        suggestions: In the order of the texts; the likeliest code of a passage first. One is
            named by the version and its place here.
        doubts: The least likely first.
    """

    version: Name
    made_at: str
    card: Card
    texts: tuple[tuple[str, int], ...]
    suggestions: tuple[Suggestion, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class SuggestionReply:
    """What one reader said to one suggestion.

    Attributes:
        model_version: The model that it came from.
        transcript_version, start, end, code_id: What had been suggested, and where.
        coding_id: The coding that came of it; None where it was rejected.
        round_id: The round in which this reader had sealed the transcript.
    """

    member_id: Name
    round_id: Name
    model_version: Name
    transcript_id: Name
    transcript_version: Annotated[int, Ge(1)]
    start: Offset
    end: Offset
    code_id: Name
    reply: Reply
    coding_id: str | None
    made_at: str

    @property
    def key(self) -> tuple[str, int, int, int, str]:
        """What was suggested and where: a reader says one thing to it, whichever model it is of."""
        return self.transcript_id, self.transcript_version, self.start, self.end, self.code_id
