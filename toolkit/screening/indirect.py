"""What no pattern can find: a checklist that a person goes through and signs for each text."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.transcript import Name


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence that a checker signs.

    Attributes:
        id: A short name that stays the same, for the log.
        sentence: What the checker says by signing it.
        look_for: What to look for, with made-up examples.
    """

    id: Name
    sentence: str
    look_for: str


CHECKLIST = (
    Check(
        "offence",
        "No offence in this text is so rare, or told so closely, that it points at somebody.",
        "An unusual crime, its place or its method, who was hurt, how many were in it.",
    ),
    Check(
        "reported_event",
        "No event in this text was in the news or in a report, so that it can be looked up.",
        "A death, an escape, a riot, a hostage, an inquest, a court case that people heard of.",
    ),
    Check(
        "only_person",
        'Nobody in this text is "the only one" or "the first" of something.',
        "The only Listener on the wing, the only woman officer, the oldest man in the prison.",
    ),
    Check(
        "family",
        "Nobody can be told by their family.",
        "Twins, a father and a son inside together, a well-known relative, how many children.",
    ),
    Check(
        "nationality",
        "Nobody can be told by their nationality, language or faith and their offence.",
        "The one Latvian on the wing; a language that few speak; a small faith.",
    ),
    Check(
        "job",
        "Nobody can be told by a job, a course, a prize or a post that few people hold.",
        "The prison's only librarian, an award, a former police officer, a known sports player.",
    ),
    Check(
        "body",
        "Nobody can be told by their body, health or way of speaking.",
        "A rare illness, a missing limb, a tattoo, a scar that has a story, a nickname made of it.",
    ),
    Check(
        "puzzle",
        "Small facts in this text, put together, do not point at one person.",
        "A year, a region, an age and a sentence, each harmless, that fit only one person.",
    ),
    Check(
        "others",
        "Nobody else who is spoken of can be told: family, victims, staff, other prisoners.",
        "They have not agreed to be in the study. Look at them as closely as at the speaker.",
    ),
)
"""Class *indirect*: the checks that have to be signed before a text is cleared."""

FULL_READ = Check(
    "every_word",
    "Every word of this text was read for names, for it has hardly any capital letters.",
    "First names that are words as well, nicknames, foreign names, towns: they hide best there.",
)
"""What has to be signed as well where a text has few capitals: rules miss more names in it."""


def checks_for(*, few_capitals: bool) -> tuple[Check, ...]:
    """The checks for a text.

    Example:
        >>> len(checks_for(few_capitals=True)) - len(checks_for(few_capitals=False))
        1
    """
    return (*CHECKLIST, FULL_READ) if few_capitals else CHECKLIST
