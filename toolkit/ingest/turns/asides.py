"""Lines that are no conversation: cover pages, keys, headings, events, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from toolkit.ingest.source import TIME, Line
from toolkit.ingest.turns import label_words
from toolkit.ingest.turns.labels import Labels
from toolkit.ingest.turns.marks import ENDS_SPEECH, Mark, Marks
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label, label_key
from toolkit.model.transcript import count_words

LONGEST_COVER = 60
LONGEST_COVER_LINE = 25
LONGEST_FACT = 4
LONGEST_HEADING = 15
LONGEST_ASIDE = 300
LONGEST_LEADING_LINE = 40
KEY_NAME = (
    r"(?:(?:transcript(?:ion)?|notation|symbol|label)s? )?"
    r"(?:key|legend|abbreviations|conventions|symbols|notation)"
    r"(?: (?:to|for|of|in|used in) (?:the |this )?"
    r"(?:transcript(?:ion)?|symbol|sign|label|speaker|abbreviation|convention|notation)s?"
    r"(?: (?:symbols|conventions|notation|signs))?)?"
)
KEY = re.compile(KEY_NAME)
FACTS = frozenset([LabelKind.ROLE, LabelKind.CODE, LabelKind.NAME, LabelKind.VOICE])
SURE_FACTS = frozenset([LabelKind.ROLE, LabelKind.CODE])
NOTES = ("[", "(", "*")
TALKS = re.compile(r"\?[\"”’']?\s*$|(?<!\w)(?:[Yy]ou|[Yy]our|I|I['’]\w+)(?!\w)")

# Few lines begin so, and the pattern need not look at the others.
KEY_STARTS = ("key", "legend", "abbrev", "convent", "transcript", "notation", "symbol", "label")
KEY_BEGINS = re.compile(rf"(?i:\W{{0,4}}{KEY_NAME}(?: used)?\W{{0,3}}(?::|$))")
KEY_FACT = re.compile(r"\s*(\S.{0,30}?)\s*(?:[:=\t]|\s[-–—]\s|\.{2,}|\s{2,})\s*(\S.{0,80})")
LOOKS = frozenset(
    ["capitals", "caps", "bold", "italics", "italic", "underlining", "underlined", "underline"]
)
LONGEST_KEY, LONGEST_KEY_LINE = 20, 12

NUMBER = rf"(?:\d{{1,3}}|[ivxIVX]{{1,4}}|[A-H]|{'|'.join(label_words.NUMBERS)})"
RECORDING = (
    r"(?:interview|recording|transcript|transcription|audio|tape|track|disc|side|session|"
    r"discussion)"
)
WRITERS = r"(?:interviewer|researcher|transcriber|typist|facilitator)"
ASIDES = (
    ("heading", re.compile(r"(?i:audio file|transcript|.{1,80}\.(?:wav|mp3|mp4|m4a|wma|aac|ogg))")),
    ("page_number", re.compile(r"(?i:\W*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*)")),
    ("page_number", re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]")),
    ("page_number", re.compile(r"(?i:\d{1,4}\s*\|\s*p\s?a\s?g\s?e|p\s?a\s?g\s?e\s*\|\s*\d{1,4})")),
    (
        "unfilled_field",
        re.compile(
            r"(?i:click (?:or tap )?(?:here )?to (?:enter|choose) (?:text|a date)\.?"
            r"|choose an item\.?|[\w /]{0,30}:?\s*(?:_{3,}|\.{4,}|…{2,}))"
        ),
    ),
    ("time", re.compile(rf"[\[(#]\s*{TIME}(?:-\d)?\s*[\])#]|{TIME}\s*(?:-->|-|–)\s*{TIME}")),
    ("time", re.compile(r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?")),
    ("event", re.compile(r".{1,60}\s(?:started|stopped)\s+transcription\.?")),
    (
        "event",
        re.compile(
            rf"(?i:\W*(?:end|start|begin|beginning)(?: of)?(?: the)? {RECORDING}"
            rf"(?: {NUMBER})?(?:,? side {NUMBER})?\W*)"
        ),
    ),
    (
        "event",
        re.compile(
            rf"(?i:\W*{RECORDING} (?:is )?(?:starts|started|begins|ends|ended|concludes|concluded|"
            r"stops|stopped|paused|resumes|resumed)(?: here)?\W*)"
        ),
    ),
    ("event", re.compile(r"(?i:\W*(?:ends?|(?:interview|recording) over)\W*)|\W*THE END\W*")),
    (
        "key",
        re.compile(
            r"(?i:\W*(?:the )?(?:interviewers?|researchers?|questions?|participants?)"
            r"(?: (?:is|are|speaks?|shown|set|typed))* in (?:bold|italics?|capitals|plain)"
            r"(?: (?:type|text|letters|font))?\W*)"
        ),
    ),
    ("footer", re.compile(r"(?i:\W*transcri(?:bed|pt|ption) (?:by|provided by)\b.{0,90})")),
    ("note", re.compile(rf"(?i:(?:(?:field|{WRITERS}(?:['’]s)?)\s+)?(?:notes?|comments?)\s*:.+)")),
    (
        "heading",
        re.compile(
            r"(?i:(?:information|details|background|facts) (?:about|on|of)\b[^.:?!]{0,50}:?)"
        ),
    ),
    (
        "heading",
        re.compile(
            rf"(?i:(?:part|section|chapter|topic|theme|question|stage|track|tape|side|disc)"
            rf"\s+{NUMBER}(?:,?\s+side\s+{NUMBER})?)"
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
    return KEY.fullmatch(label_key(line.text.partition(":")[0]).removesuffix(" used")) is not None


def find_keys(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of each key to labels and signs, wherever in a file it stands.

    Below its first line, a key goes on as long as a line says what a sign or a label stands for.

    Example:
        >>> words = ("I: Thanks.", "Key:", "I: Interviewer", "[...] = a pause", "R: All right.")
        >>> sorted(find_keys([Line(text, "") for text in words]))
        [1, 2, 3]
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        start = line.text[:12].lower()
        may_be_key = start.startswith(KEY_STARTS) or not start[0].isalpha()
        if may_be_key and KEY_BEGINS.match(line.text) and is_key(line):
            found.add(index)
            below = range(index + 1, min(index + LONGEST_KEY, len(lines)))
            found.update(takewhile(lambda each: _explains(lines[each].text), below))
    return frozenset(found)


def _explains(text: str) -> bool:
    """Whether a line of a key says what a label or a sign stands for."""
    fact = KEY_FACT.fullmatch(text)
    if fact is None or count_words(text) > LONGEST_KEY_LINE:
        return False
    is_sign = "=" in text or text.lstrip().startswith(NOTES) or not fact[1][0].isalnum()
    is_sign = is_sign or label_key(fact[1]) in LOOKS
    return is_sign or kind_of_label(clean_label(fact[2])) in (LabelKind.ROLE, LabelKind.VOICE)


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
