"""Captions in (WebVTT of Teams, Stream and Zoom, SubRip): cues, times, and the voices named."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.files import empty_file
from toolkit.ingest.formats.plain_text import CONTROLS, Decoded
from toolkit.ingest.source import TIME, Line, Source, clock_of
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label
from toolkit.model.transcript import count_words

HEADER = re.compile(r"\s*WEBVTT[^\n]*(?:\n(?!.*-->)[^\n]*\S[^\n]*)*")
TIMING = re.compile(rf"\s*({TIME})\s*-->\s*{TIME}(?:\s.*)?")
CUE_NAME = re.compile(r"\s*(?:\d+|[0-9a-fA-F-]{36}(?:/\S{1,20})?)\s*")
LONGEST_CUE_NAME = 3
# What a recogniser says of itself, where no blank line keeps it from the words.
SELF_REPORT = re.compile(r"\s*NOTE\s+(?i:confidence|duration|language)\s*:\s*\S{1,40}\s*")
SUBRIP = re.compile(rf"\s*\d{{1,6}}[ \t]*\n[ \t]*{TIME}[ \t]*-->[ \t]*{TIME}")
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
# Tags of captions only: "<laughs>" is a word of the transcriber.
TAG = r"</?(?:[vcbiu]|ruby|rt|lang|font)(?:[.\s][^<>\n]*)?>|<\d[\d:.]*>|\{\\[^{}\n]{0,200}\}"
TAGS = re.compile(f"((?:{TAG})+)")
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>\n]*)>|</v>")
SIDE_BLOCKS = {"NOTE": "note", "STYLE": "style", "REGION": "style"}


def is_captions(text: str) -> bool:
    """Whether a text begins as captions do, whatever its file is called.

    Example:
        >>> is_captions("WEBVTT\\n"), is_captions("1\\n00:00:03,120 --> 00:00:07,440\\nHello")
        (True, True)
        >>> is_captions("0:0:3.4 --> 0:0:6.8\\nFay\\nHello")
        False
    """
    return text.lstrip().startswith("WEBVTT") or SUBRIP.match(text) is not None


def captions_of(decoded: Decoded) -> Source:
    """The cues of a decoded caption file.

    Raises:
        UnreadableFile: There is no cue in it, or nothing at all.
    """
    left_out: Counter[str] = Counter()
    lines: list[Line] = []
    cues = strays = 0
    header = HEADER.match(decoded.text)
    left_out["file_header"] = count_words(unescape(header[0])) if header else 0
    for block in _blocks(decoded.text[header.end() if header else 0 :]):
        for name, timing, payload in _cues(block, left_out):
            left_out["cue_number"] += count_words(unescape(name))
            left_out["time"] += count_words(unescape(timing))
            cues += bool(timing)
            strays += bool(payload and not timing)
            place = clock_of(timing.split("-->")[0].strip()) if timing else "between two cues"
            lines += _payload_lines("\n".join(payload), place, left_out)
    if not cues and not lines:
        raise empty_file()
    if not cues:
        raise UnreadableFile(
            "I116",
            "There are no captions in this file: no line has a time, an arrow (-->) and a time. "
            "Export the captions again, or choose another file.",
        )
    return Source(
        read_as=f"captions, {decoded.encoding}",
        lines=tuple(lines),
        left_out=+left_out,
        words_in=count_words(unescape(decoded.text)),
        captions=True,
        doubts=(_stray_doubt(strays),) if strays else (),
        notices=decoded.notices,
    )


def unescape(text: str) -> str:
    """The text with its character references (`&amp;`, `&#39;`) read, each by itself.

    Example:
        >>> unescape("Fay &amp; Tom&nbsp;&lt;both&gt; &copy")
        'Fay & Tom <both> &copy'
    """
    return REFERENCE.sub(_unescape_one, text)


def _unescape_one(reference: re.Match[str]) -> str:
    sign = html.unescape(reference[0])
    if sign.isspace():
        return " "
    return "\ufffd" if not sign or CONTROLS.search(sign) else sign


def _stray_doubt(strays: int) -> Problem:
    return Problem(
        "I215",
        "",
        f"Pieces of text that have no time above them: {strays}. They stayed where they stand, "
        "with the speaker unknown. Look at whether they are speech.",
    )


def _blocks(text: str) -> Iterator[list[str]]:
    """The stretches of lines between blank ones."""
    for blank, block in groupby(text.split("\n"), key=lambda line: not line.strip()):
        if not blank:
            yield list(block)


def _cues(block: Sequence[str], left_out: Counter[str]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The name, timing and payload of each cue of a block; a stray text has no timing.

    There is more than one cue in a block where the blank line between them is missing.
    """
    reports = [line for line in block if SELF_REPORT.fullmatch(line)]
    if reports:
        left_out["note"] += count_words(unescape("\n".join(reports)))
        block = [line for line in block if not SELF_REPORT.fullmatch(line)]
    heads = [index for index, line in enumerate(block) if TIMING.fullmatch(line)]
    if not heads:
        kind = _kind_of_side(block)
        if kind:
            left_out[kind] += count_words(unescape("\n".join(block)))
        elif len(block) == 1 and CUE_NAME.fullmatch(block[0]):
            yield block[0], "", ()
        elif block:
            yield "", "", block
        return
    starts = [head - _has_name(block, head) for head in heads]
    if starts[0] > 0:
        yield "", "", block[: starts[0]]
    for start, head, end in zip(starts, heads, [*starts[1:], len(block)], strict=True):
        yield block[start] if start < head else "", block[head], block[head + 1 : end]


def _kind_of_side(block: Sequence[str]) -> str:
    """What a block that is no cue is, by its first word; empty for words astray."""
    word = block[0].split()[0] if block else ""
    is_side = word == "NOTE" or (word in SIDE_BLOCKS and block[0].strip() == word)
    return SIDE_BLOCKS[word] if is_side else ""


def _has_name(block: Sequence[str], head: int) -> bool:
    """Whether the line above a timing is the cue's name or number."""
    if head == 0 or TIMING.fullmatch(block[head - 1]):
        return False
    if CUE_NAME.fullmatch(block[head - 1]):
        return True
    return head == 1 and count_words(block[0]) <= LONGEST_CUE_NAME


def _payload_lines(payload: str, place: str, left_out: Counter[str]) -> Iterator[Line]:
    """The lines of one cue, each with the voice that the file names for it."""
    for voice, text in _voices(payload, left_out):
        opens = True
        for line in text.split("\n"):
            if line.strip():
                yield Line(line, place, opens=opens, voice=voice)
                opens = False


def _voices(payload: str, left_out: Counter[str]) -> Iterator[tuple[str | None, str]]:
    """Who says what in one cue; None where no voice is named, `""` for an unknown speaker.

    Words that are tags and nothing else are counted as such. A word that runs on across a tag
    stays one word, and a voice never ends inside it.
    """
    first, *rest = TAGS.split(payload)
    voice: str | None = None
    said = after = unescape(first)
    for run, text in zip(rest[::2], rest[1::2], strict=True):
        before, after = after, unescape(text)
        left = bool(before) and not before[-1].isspace()
        right = bool(after) and not after[0].isspace()
        words = count_words(unescape(run))
        changes = list(VOICE.finditer(run))
        left_out["label" if changes else "tag"] += max(0, words - left - right)
        inside_a_word = words == 1 and left and right
        if changes and not inside_a_word:
            yield voice, said
            voice, said = _voice_of(changes[-1]), after
        else:
            said += (" " if words > 1 else "") + after
    yield voice, said


def _voice_of(change: re.Match[str]) -> str | None:
    if change[1] is None:
        return None
    name = clean_label(unescape(change[1]))
    return "" if kind_of_label(name) is LabelKind.UNKNOWN else name or None
