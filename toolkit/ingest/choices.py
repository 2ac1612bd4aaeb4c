"""What a person says of a reading: its layout, who the speakers are, who says which turn.

Choices change who speaks and never what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from toolkit.errors import BadInput, Problem
from toolkit.ingest.report import ImportReport, Reading
from toolkit.model.transcript import (
    Speaker,
    SpeakerRole,
    Transcript,
    Turn,
    count_words,
    normalise_text,
)

LONGEST_NAME = 60
ANSWERED_BY_NAMES = frozenset(["I201", "I202", "I203", "I205", "I230", "I231", "I234"])
"""Doubts that ask who speaks where, and are answered when somebody speaks everywhere."""
ANSWERED_BY_MERGING = frozenset(["I245"])
"""The doubt that asks which labels are one speaker's."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose; what they say nothing of stays as it is read.

    Attributes:
        layout: One of `layouts.LAYOUTS`; None for the one that explains most of the file.
        speakers: Under a label as it was read, the name and role that it shall have. Labels
            that get one name become one speaker. A label that was not read makes a new speaker,
            who needs a turn in `turns`.
        turns: Under a turn's number, from 0, whose it is: a label as it was read or one of
            `speakers`; None where nobody knows.
    """

    layout: str | None = None
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    turns: Mapping[int, str | None] = field(default_factory=dict)


def apply_choices(reading: Reading, choices: Choices) -> Reading:
    """The reading with the speakers that somebody chose; its words and turns are the same.

    Args:
        reading: As the layout gave it.
        choices: Its layout is not looked at; `read_lines` does that.

    Raises:
        BadInput: A choice names a label or a turn that is not there, a name is none, or one
            speaker would have two roles; holds all that is wrong.

    Example:
        >>> from toolkit.ingest.reading import read_transcript
        >>> from toolkit.model.upload import Upload
        >>> words = b"INT: Yes?\\nR: Well.\\nI: And?\\nR: So.\\nI: Good.\\nINT: Thanks.\\n"
        >>> made = read_transcript(Upload("P07.txt", words))
        >>> both = Speaker("Interviewer", SpeakerRole.INTERVIEWER)
        >>> labels = {speaker.label for speaker in made.transcript.speakers} - {"R"}
        >>> one = apply_choices(made, Choices(speakers=dict.fromkeys(labels, both)))
        >>> [speaker.label for speaker in one.transcript.speakers]
        ['Interviewer', 'R']
        >>> one.transcript.text == made.transcript.text
        True
    """
    if not (choices.speakers or choices.turns):
        return reading
    transcript = reading.transcript
    names = {label: tidy_name(chosen.label) for label, chosen in choices.speakers.items()}
    problems = [
        *_wrong_labels(transcript, choices, names),
        *_wrong_turns(transcript, choices),
        *_two_roles(choices, names),
    ]
    if problems:
        raise BadInput(
            "I140",
            "What was chosen does not fit this reading. Nothing was changed.",
            problems=problems,
        )
    chosen = _with_speakers(transcript, choices, names)
    return Reading(chosen, _with_account(reading.report, chosen))


def tidy_name(name: str) -> str:
    """A speaker's name as it is kept: in NFC, with single blanks.

    Example:
        >>> tidy_name("  Fay \\t Smith ")
        'Fay Smith'
    """
    return " ".join(normalise_text(name).split())


def count_unknown(transcript: Transcript) -> int:
    """Words of turns whose speaker nobody knows."""
    unknown = (turn for turn in transcript.turns if turn.speaker is None)
    return sum(count_words(transcript.words_of(turn)) for turn in unknown)


def _wrong_labels(
    transcript: Transcript, choices: Choices, names: Mapping[str, str]
) -> Iterator[Problem]:
    known = {speaker.label for speaker in transcript.speakers}
    used = known.union(label for label in choices.turns.values() if label is not None)
    for number, (label, name) in enumerate(names.items(), start=1):
        where = f"speaker {number} of those chosen"
        if label not in used:
            yield Problem(
                "I141",
                where,
                "This label is not in the reading, and no turn was given to it. Write labels "
                "as the report lists them.",
            )
        is_new = name != label or label not in known
        if is_new and not (0 < len(name) <= LONGEST_NAME and name.isprintable()):
            yield Problem(
                "I142",
                where,
                f"A speaker's name has a letter at least and {LONGEST_NAME} characters at most. "
                "Write a short name, such as Interviewer or P07.",
            )


def _wrong_turns(transcript: Transcript, choices: Choices) -> Iterator[Problem]:
    known = {speaker.label for speaker in transcript.speakers} | choices.speakers.keys()
    last = len(transcript.turns) - 1
    for number, label in choices.turns.items():
        if not 0 <= number <= last:
            yield Problem(
                "I143", f"turn {number}", f"There is no such turn. They go from 0 to {last}."
            )
        if label is not None and label not in known:
            yield Problem(
                "I144",
                f"turn {number}",
                "It was given to a speaker who is not in the reading and was not named anew. "
                "Choose one of the speakers, or name the new one.",
            )


def _two_roles(choices: Choices, names: Mapping[str, str]) -> Iterator[Problem]:
    roles = _roles_chosen(choices, names)
    for number, name in enumerate(names.values(), start=1):
        if len(roles.pop(name, set()) - {None}) > 1:
            yield Problem(
                "I145",
                f"speaker {number} of those chosen",
                "Labels that become one speaker were given different roles. Give all of them the "
                "same role, or different names.",
            )


def _roles_chosen(choices: Choices, names: Mapping[str, str]) -> dict[str, set[SpeakerRole | None]]:
    """The roles that were chosen for each name."""
    roles: dict[str, set[SpeakerRole | None]] = {}
    for label, chosen in choices.speakers.items():
        roles.setdefault(names[label], set()).add(chosen.role)
    return roles


def _with_speakers(
    transcript: Transcript, choices: Choices, names: Mapping[str, str]
) -> Transcript:
    def named(label: str | None) -> str | None:
        return None if label is None else names.get(label, label)

    def given(turn: Turn) -> str | None:
        return named(choices.turns.get(turn.index, turn.speaker))

    turns = tuple(replace(turn, speaker=given(turn)) for turn in transcript.turns)
    interjections = tuple(
        replace(each, speaker=named(each.speaker)) for each in transcript.interjections
    )
    spoken = sorted(
        [(turn.start, turn.speaker) for turn in turns]
        + [(each.start, each.speaker) for each in interjections],
        key=lambda pair: pair[0],
    )
    roles: dict[str, SpeakerRole | None] = {}
    for speaker in transcript.speakers:
        if speaker.label not in names:
            roles[speaker.label] = speaker.role
    for name, chosen in _roles_chosen(choices, names).items():
        roles[name] = max(chosen, key=lambda role: role is not None) or roles.get(name)
    labels = dict.fromkeys(label for _, label in spoken if label is not None)
    return replace(
        transcript,
        speakers=tuple(Speaker(label, roles.get(label)) for label in labels),
        turns=turns,
        interjections=interjections,
    )


def _with_account(report: ImportReport, transcript: Transcript) -> ImportReport:
    """The report with the speakers as they are now; what this answers is asked no more."""
    unknown = count_unknown(transcript)
    labels = {speaker.label for speaker in transcript.speakers}
    proposals = tuple(
        each for each in report.proposals if labels.issuperset((*each.labels, each.into))
    )
    answered: frozenset[str] = frozenset()
    if 0 == unknown < report.words_without_speaker and len(labels) > 1:
        answered |= ANSWERED_BY_NAMES
    if report.proposals and not proposals:
        answered |= ANSWERED_BY_MERGING
    return replace(
        report,
        speakers=transcript.speakers,
        words_without_speaker=unknown,
        proposals=proposals,
        doubts=tuple(doubt for doubt in report.doubts if doubt.code not in answered),
    )
