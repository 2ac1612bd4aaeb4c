"""What an import found: the layout, the speakers, and where every word went."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import Problem
from toolkit.ingest.turns.certainty import Certainty
from toolkit.ingest.turns.labels import SameSpeaker
from toolkit.model.transcript import Speaker, Transcript


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The account of one reading.

    Attributes:
        file: The file's name, without its folder.
        read_as: The format and the encoding, such as `"captions, UTF-8"`.
        layout: The layout that was taken.
        why: What spoke for it, in numbers.
        scores: Each layout that found a speaker, best first, with the share of words it gives
            to a known speaker (0 to 1), less for few labels.
        words_in: Words of the file, counted on its raw text before any layout was read.
        words_in_turns: Words of the finished transcript's text.
        words_left_out: Words that are no speech, by kind, counted where each was taken out.
        words_without_speaker: Words of turns whose speaker nobody knows.
        turns: Number of turns.
        speakers: Each label with its role, in order of first speaking.
        doubts: What a person has to look at before the reading counts.
        notices: What is worth saying, though nothing is doubtful for it.
        certainty: How sure the reading is, what spoke against it, and the next best one; None for
            drafts from before this was told.
        merged: Spellings of one speaker's label that were read as one.
        proposals: Labels that may be one speaker's; they stayed apart until a person decides.
    """

    file: str
    read_as: str
    layout: str
    why: str
    scores: dict[str, float]
    words_in: int
    words_in_turns: int
    words_left_out: dict[str, int]
    words_without_speaker: int
    turns: int
    speakers: tuple[Speaker, ...]
    doubts: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    certainty: Certainty | None = None
    merged: tuple[SameSpeaker, ...] = ()
    proposals: tuple[SameSpeaker, ...] = ()

    @property
    def words_unexplained(self) -> int:
        """Words in, less those in turns and those left out; below 0 where words were added."""
        return self.words_in - self.words_in_turns - sum(self.words_left_out.values())

    @property
    def confident(self) -> bool:
        """Whether the reading may become a draft without a person looking at it."""
        return not self.doubts

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The doubts, then the notices."""
        return self.doubts + self.notices


@dataclass(frozen=True, slots=True)
class Reading:
    """A transcript (version 0, a draft) and the account of how it was read."""

    transcript: Transcript
    report: ImportReport
