"""What one reader said about one passage, and what a machine proposed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from toolkit.errors import BadInput
from toolkit.model.transcript import Name, Offset, Transcript


class Answer(StrEnum):
    """What a reader answered for a passage.

    "Not sure" and "does not fit" are categories of their own in every count. "Not today" is
    missing data, never disagreement; no reason is asked and none is kept.
    """

    CODE = "code"
    NOT_SURE = "not_sure"
    DOES_NOT_FIT = "does_not_fit"
    NOT_TODAY = "not_today"


ANSWER_NAMES = {
    Answer.NOT_SURE: "Not sure",
    Answer.DOES_NOT_FIT: "Does not fit",
    Answer.NOT_TODAY: "Not today",
}


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder gives one answer for one span.

    Attributes:
        transcript_version: The version of the text that the offsets count in.
        start, end, quotation: The span and its words.
        answer: A code, or one of the three answers that are no codes.
        code_id: The code of the codebook, or the coder's own; None unless `answer` is CODE.
        codebook_version: What the code meant then; 0 for the codes to practise with.
        coder_id: The member who coded.
        after_seal: Made after its coder had sealed: outside agreement and outside the seal.
        line: One optional line that goes with "not sure" and "does not fit".

    Raises:
        BadInput: The span is empty, or the code and the answer do not go together.
    """

    id: Name
    transcript_id: Name
    transcript_version: Annotated[int, Ge(1)]
    start: Offset
    end: Offset
    quotation: Name
    answer: Answer
    code_id: str | None
    codebook_version: Annotated[int, Ge(0)]
    coder_id: Name
    round_id: Name
    made_at: str
    after_seal: bool = False
    line: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quotation):
            raise BadInput(
                "M301",
                "A coding's quotation must be as long as its span, and hold at least one "
                "character.",
                where=f"offsets {self.start} to {self.end}",
            )
        if (self.answer is Answer.CODE) != (self.code_id is not None):
            raise BadInput(
                "M302",
                "A coding has a code, or it is one of the answers that are no codes; never both.",
                where=f"offsets {self.start} to {self.end}",
            )

    @property
    def category(self) -> str:
        """What is counted: the code's id, or the answer."""
        return self.code_id if self.code_id is not None else self.answer.value


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on anything, private to its author until they share it."""

    id: Name
    target_kind: Name
    target_id: Name
    author_id: Name
    words: Name
    shared: bool
    made_at: str


def turn_target(text: Transcript, turn: int) -> str:
    """What a memo on a turn is kept under: the turn in one version of a text."""
    return f"{text.id}/{text.version}/{turn}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's proposal. It is never a coding and never a reader.

    Attributes:
        score: How likely the code is, in [0, 1]; for a guess, how near the passage is to what
            the code means, which is no probability.
        reasons: How sure and why, in sentences a reader can check against the passage; they quote
            other passages.
        model_version: What made it: a hash of all that was learnt from.
        is_guess: There were too few agreed examples to learn from.
    """

    transcript_id: Name
    start: Offset
    end: Offset
    code_id: Name
    score: Annotated[float, Ge(0), Le(1)]
    reasons: tuple[str, ...]
    model_version: Name
    is_guess: bool = False
