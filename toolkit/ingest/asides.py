"""Lines that are no conversation: cover pages, keys, headings, events, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.ingest import label_words
from toolkit.ingest.labels import Labels
from toolkit.ingest.marks import ENDS_SPEECH, Mark, Marks
from toolkit.ingest.source import TIME, Line
from toolkit.ingest.speakers import LabelKind, clean_label, kind_of_label, label_key
from toolkit.model.transcript import count_words

LONGEST_COVER = 60
LONGEST_COVER_LINE = 25
LONGEST_FACT = 4
LONGEST_HEADING = 15
LONGEST_ASIDE = 300
LONGEST_LEADING_LINE = 40
KEYS = frozenset(["key", "legend", "abbreviations", "conventions", "transcription key"])
FACTS = frozenset([LabelKind.ROLE, LabelKind.CODE, LabelKind.NAME, LabelKind.VOICE])
SURE_FACTS = frozenset([LabelKind.ROLE, LabelKind.CODE])
NOTES = ("[", "(", "*")
TALKS = re.compile(r"\?[\"”’']?\s*$|(?<!\w)(?:[Yy]ou|[Yy]our|I|I['’]\w+)(?!\w)")

NUMBER = rf"(?:\d{{1,3}}|[ivxIVX]{{1,4}}|[A-H]|{'|'.join(label_words.NUMBERS)})"
RECORDING = r"(?:interview|recording|transcript|transcription|audio|tape|session|discussion)"
WRITERS = r"(?:interviewer|researcher|transcriber|typist|facilitator)"
ASIDES = (
    ("page_number", re.compile(r"(?i:\W*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*)")),
    ("page_number", re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]")),
    ("time", re.compile(rf"[\[(#]\s*{TIME}(?:-\d)?\s*[\])#]|{TIME}\s*(?:-->|-|–)\s*{TIME}")),
    ("time", re.compile(r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?")),
    ("event", re.compile(r".{1,60}\s(?:started|stopped)\s+transcription\.?")),
    ("event", re.compile(rf"(?i:\W*(?:end|start|beginning) of (?:the )?{RECORDING}\W*)")),
    (
        "event",
        re.compile(
            rf"(?i:\W*{RECORDING} (?:is )?(?:starts|started|begins|ends|ended|concludes|concluded|"
            r"stops|stopped|paused|resumes|resumed)(?: here)?\W*)"
        ),
    ),
    ("footer", re.compile(r"(?i:\W*transcri(?:bed|pt|ption) (?:by|provided by)\b.{0,90})")),
    ("note", re.compile(rf"(?i:(?:(?:field|{WRITERS}(?:['’]s)?)\s+)?(?:notes?|comments?)\s*:.+)")),
    (
        "heading",
        re.compile(
            rf"(?i:(?:part|section|chapter|topic|theme|question|stage)\s+{NUMBER})"
            rf"\s*(?:$|[:.–-](?:\s+\S+){{0,{LONGEST_HEADING - 3}}}\s*)"
        ),
    ),
)


def kind_of_aside(line: Line) -> str | None:
    """What a line without a label is, where it is no speech; None for speech.

    Example:
        >>> kind_of_aside(Line("Part 1: Nights", "")), kind_of_aside(Line("Page 3 of 9", ""))
        ('heading', 'page_number')
        >>> kind_of_aside(Line("Part of it was fear.", "")) is None
        True
    """
    text = line.text.strip()
    if line.style and count_words(text) <= LONGEST_HEADING:
        return line.style
    if len(text) <= LONGEST_ASIDE:
        for kind, pattern in ASIDES:
            if pattern.fullmatch(text):
                return kind
    return None


def may_be_speech(line: Line) -> bool:
    """Whether a line above the first label may be speech that lost its label.

    Example:
        >>> may_be_speech(Line("Invented interview: no real person, prison or event.", ""))
        False
        >>> may_be_speech(Line("Thanks for coming. Are you all right there?", ""))
        True
    """
    words = count_words(line.text)
    is_key = "=" in line.text
    return not (line.style or is_key) and (
        words > LONGEST_LEADING_LINE or bool(TALKS.search(line.text))
    )


def find_cover(lines: Sequence[Line], marks: Marks, labels: Labels) -> int:
    """How many of the first lines are a cover page or a key: facts and no speech.

    `Interviewer: Fay Smith` on a cover looks like a turn. It is a fact where others, such as a
    date or `Participant: P07`, stand beside it and nobody has spoken yet.
    """
    end, sure = 0, False
    for index, line in enumerate(lines[:LONGEST_COVER]):
        mark = marks.get(index)
        if mark is None or mark.label not in labels.speaker_of:
            if count_words(line.text) > LONGEST_COVER_LINE or may_be_speech(line):
                break
            if mark is not None and _is_metadata(mark):
                end, sure = index + 1, True
        elif _is_fact(line, mark):
            end = index + 1
            sure = sure or _fact_kind(line, mark) in SURE_FACTS
        else:
            break
    return end if sure else 0


def is_key(line: Line) -> bool:
    """Whether a key to the labels and signs begins here."""
    return label_key(line.text.partition(":")[0].strip()) in KEYS


def _is_metadata(mark: Mark) -> bool:
    words = label_key(clean_label(mark.label)).split()
    return (
        0 < len(words) <= LONGEST_FACT
        and words[0] not in label_words.OPENERS
        and not label_words.METADATA.isdisjoint(words)
    )


def _is_fact(line: Line, mark: Mark) -> bool:
    """Whether a name, a code or a role is all that follows the label."""
    fact = line.text[mark.end :].strip()
    if fact.startswith(NOTES) or fact.endswith(ENDS_SPEECH):
        return False
    return count_words(fact) <= LONGEST_FACT and _fact_kind(line, mark) in FACTS


def _fact_kind(line: Line, mark: Mark) -> LabelKind:
    return kind_of_label(clean_label(line.text[mark.end :]))
