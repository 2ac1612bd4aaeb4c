"""What comes from a browser in, checked changes out. Nothing of it is believed.

The browser keeps what its reader did in an outbox, in order, and sends the whole outbox again
until each item has been answered. So the same item may arrive twice, after a restart too,
when nobody remembers its nonce. That is harmless because an item says how things should be
("this code is on these words", "it is not"), not what to do: what is so already is answered
and not done again, and items sent again in their order end where they ended the first time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.errors import BadInput
from toolkit.model.coding import Answer, Coding
from toolkit.model.transcript import Transcript, check_quotation

MAX_ITEMS = 50
"""The most items of an outbox that are looked at in one go; the rest is sent again."""

MAX_LINE = 300
"""The most characters of the optional line."""

MAX_NAME = 120
"""The most characters of a code's name."""

MAX_NOTE = 4_000
"""The most characters of a note."""

_NONCE = re.compile(r"[0-9a-f-]{16,36}")
_NEW_CODE = re.compile(r"[0-9a-f]{32}")
_SPAN = frozenset({"nonce", "act", "start", "end", "quotation", "answer", "code", "line"})
_KEYS = {
    "add": (_SPAN, _SPAN | {"name"}),
    "remove": (_SPAN,),
    "note": (_SPAN | {"shared"},),
}

Mark = tuple[int, int, Answer | None, str | None]
"""Start, end, answer and code: for one coder, two codings with one mark are the same."""


@dataclass(frozen=True, slots=True)
class AddCoding:
    """A reader gave an answer for a span; its quotation was checked.

    Attributes:
        nonce: What the browser calls this change.
        start, end, quotation: The span in code points, and its words.
        code_id: None unless `answer` is CODE.
        line: The one optional line; empty for a code and for "not today".
        new_name: Of a code of the reader's own that is made with this coding; else empty.
    """

    nonce: str
    start: int
    end: int
    quotation: str
    answer: Answer
    code_id: str | None
    line: str = ""
    new_name: str = ""


@dataclass(frozen=True, slots=True)
class RemoveCoding:
    """A reader took a coding back: every one of theirs with the same span and answer."""

    nonce: str
    coding_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A reader's note on one of their codings, or on a turn, as it shall be from now on.

    Attributes:
        coding_id: The coding; None for a note on a turn.
        turn: The turn's number, counted from 0; None for a note on a coding.
        words: The note; empty where it shall be gone.
        shared: Whether the team may read it once the round is revealed.
    """

    nonce: str
    coding_id: str | None
    turn: int | None
    words: str
    shared: bool


Change = AddCoding | RemoveCoding | WriteNote


@dataclass(frozen=True, slots=True)
class Outbox:
    """What an outbox holds for us.

    Attributes:
        changes: To be saved, in the order in which they were made.
        answered: What needs no saving, by nonce: empty where it is so already, else why not.
    """

    changes: tuple[Change, ...] = ()
    answered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of an outbox whose every part has been checked."""

    nonce: str
    act: str
    start: int
    end: int
    quotation: str
    answer: Answer | None
    code_id: str | None
    line: str
    new_name: str
    shared: bool

    @property
    def mark(self) -> Mark:
        return self.start, self.end, self.answer, self.code_id


def text_token(text: Transcript) -> str:
    """What names this text at this version, so that no outbox is read against another."""
    return f"{text.id}/{text.version}"


def read_outbox(
    sent: object,
    text: Transcript,
    codings: Iterable[Coding],
    code_ids: Container[str],
    *,
    is_closed: bool = False,
) -> Outbox:
    """The changes that a browser's outbox asks for, each checked against the text.

    Args:
        sent: Anything at all.
        text: The transcript that was shown.
        codings: The reader's own codings of it, as they are stored now.
        code_ids: The codes that may be used.
        is_closed: Nothing may be changed any more.

    Returns:
        What to save, and what is answered already. An item that cannot even be named is
        dropped.

    Example:
        >>> from toolkit.model.transcript import build_transcript
        >>> text = build_transcript("P07", [("R", "Up all night.", "")], transcript_id="t")
        >>> item = {"nonce": "0" * 16, "act": "add", "start": 3, "end": 12,
        ...         "quotation": "all night", "answer": "code", "code": "R06", "line": ""}
        >>> read_outbox({"text": "t/0", "items": [item]}, text, [], {"R06"}).changes[0].start
        3
    """
    if not isinstance(sent, dict) or not isinstance(sent.get("items"), list):
        return Outbox()
    stored: dict[Mark, list[str]] = {}
    for coding in codings:
        mark = (coding.start, coding.end, coding.answer, coding.code_id)
        stored.setdefault(mark, []).append(coding.id)
    changes: list[Change] = []
    answered: dict[str, str] = {}
    added: set[Mark] = set()
    for raw in sent["items"][:MAX_ITEMS]:
        nonce = raw.get("nonce") if isinstance(raw, dict) else None
        if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
            continue
        try:
            _require_open(sent.get("text"), text, is_closed)
            item = _read_item(raw, nonce, text, code_ids)
        except BadInput as error:
            answered[nonce] = error.problem.message
            continue
        if item.act != "add" and item.mark in added:
            break  # It is not stored yet and has no id: done when it is sent again.
        change = _change(item, text, stored, added)
        if change is None:
            answered[nonce] = ""
        else:
            changes.append(change)
    return Outbox(tuple(changes), answered)


def _change(
    item: _Item, text: Transcript, stored: dict[Mark, list[str]], added: set[Mark]
) -> Change | None:
    """What is to be saved for an item; None where it is so already."""
    if item.act == "note":
        turns = {(turn.start, turn.end): number for number, turn in enumerate(text.turns)}
        turn = turns.get((item.start, item.end)) if item.answer is None else None
        (coding_id, *_) = stored.get(item.mark, (None,))
        if coding_id is None and turn is None:
            return None  # The coding is gone, and its note with it.
        return WriteNote(item.nonce, coding_id, turn, item.line, item.shared)
    if (item.act == "add") is (item.mark in stored or item.mark in added):
        return None
    if item.act == "remove" or item.answer is None:
        return RemoveCoding(item.nonce, tuple(stored.pop(item.mark)))
    added.add(item.mark)
    return AddCoding(
        item.nonce,
        item.start,
        item.end,
        item.quotation,
        item.answer,
        item.code_id,
        item.line,
        item.new_name,
    )


def _require_open(token: object, text: Transcript, is_closed: bool) -> None:
    if is_closed:
        raise BadInput("U108", "This transcript is closed. Nothing in it can be changed any more.")
    if token != text_token(text):
        raise BadInput(
            "U101", "This was made on another version of the transcript. Reload the page."
        )


def _read_item(
    raw: dict[object, object], nonce: str, text: Transcript, code_ids: Container[str]
) -> _Item:
    act = raw.get("act")
    if not isinstance(act, str) or set(raw) not in _KEYS.get(act, ()):
        raise _crafted()
    start, end, quotation = raw["start"], raw["end"], raw["quotation"]
    # bool is an int to isinstance, and True would be read as offset 1.
    if type(start) is not int or type(end) is not int or not isinstance(quotation, str):
        raise _crafted()
    check_quotation(text, start, end, quotation)
    # A note may stand on a turn, where nothing is answered.
    answer = None if act == "note" and raw["answer"] is None else _read_answer(raw["answer"])
    new_name = _read_name(raw.get("name", ""))
    allowed = None if act != "add" or new_name else code_ids
    code_id = _read_code(raw["code"], answer, allowed)
    if new_name and not _NEW_CODE.fullmatch(code_id or ""):
        raise _crafted()
    return _Item(
        nonce,
        act,
        start,
        end,
        quotation if act == "note" else _require_words(text, start, end, quotation, answer),
        answer,
        code_id,
        _read_note(raw["line"]) if act == "note" else _read_line(raw["line"], answer),
        new_name,
        raw.get("shared") is True,
    )


def _read_answer(raw: object) -> Answer:
    if not isinstance(raw, str) or raw not in set(Answer):
        raise _crafted()
    return Answer(raw)


def _require_words(
    text: Transcript, start: int, end: int, quotation: str, answer: Answer | None
) -> str:
    if not quotation.strip():
        raise BadInput("U103", "There are no words in this place. Choose some words first.")
    if answer is Answer.NOT_TODAY and (start, end) not in {(t.start, t.end) for t in text.turns}:
        raise BadInput("U104", '"Not today" is for a whole turn. Choose the turn by its number.')
    return quotation


def _read_code(raw: object, answer: Answer | None, allowed: Container[str] | None) -> str | None:
    """The code; one that is no longer offered can still be taken back, so `allowed` is None."""
    if answer is not Answer.CODE:
        if raw is not None:
            raise _crafted()
        return None
    if not isinstance(raw, str):
        raise _crafted()
    if allowed is not None and raw not in allowed:
        raise BadInput("U105", "This code is not in the list any more. Choose another one.")
    return raw


def _read_line(raw: object, answer: Answer | None) -> str:
    line = _read_written(raw, MAX_LINE, "line")
    return line if answer in (Answer.NOT_SURE, Answer.DOES_NOT_FIT) else ""


def _read_name(raw: object) -> str:
    return _read_written(raw, MAX_NAME, "name")


def _read_note(raw: object) -> str:
    lines = raw.split("\n") if isinstance(raw, str) else [raw]
    note = "\n".join(_read_written(line, MAX_NOTE, "note") for line in lines).strip()
    if len(note) > MAX_NOTE:
        raise BadInput("U106", f"The note is too long. It may have {MAX_NOTE} characters.")
    return note


def _read_written(raw: object, longest: int, what: str) -> str:
    if not isinstance(raw, str):
        raise _crafted()
    if len(raw) > longest:
        raise BadInput("U106", f"The {what} is too long. It may have {longest} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in raw):
        raise BadInput("U107", f"The {what} holds signs that cannot be kept. Type it again.")
    return raw.strip()


def _crafted() -> BadInput:
    return BadInput("U102", "This could not be read. Reload the page and do it again.")
