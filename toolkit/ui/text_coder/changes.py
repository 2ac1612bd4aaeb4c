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

_NONCE = re.compile(r"[0-9a-f-]{16,36}")

Mark = tuple[int, int, Answer, str | None]
"""Start, end, answer and code: for one coder, two codings with one mark are the same."""


@dataclass(frozen=True, slots=True)
class AddCoding:
    """A reader gave an answer for a span; its quotation was checked.

    Attributes:
        nonce: What the browser calls this change.
        start, end, quotation: The span in code points, and its words.
        code_id: None unless `answer` is CODE.
        line: The one optional line; empty for a code and for "not today".
    """

    nonce: str
    start: int
    end: int
    quotation: str
    answer: Answer
    code_id: str | None
    line: str = ""


@dataclass(frozen=True, slots=True)
class RemoveCoding:
    """A reader took a coding back: every one of theirs with the same span and answer."""

    nonce: str
    coding_ids: tuple[str, ...]


Change = AddCoding | RemoveCoding


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
    is_addition: bool
    start: int
    end: int
    quotation: str
    answer: Answer
    code_id: str | None
    line: str

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
        if not item.is_addition and item.mark in added:
            break  # It is not stored yet and has no id: taken back when it is sent again.
        if item.is_addition is (item.mark in stored or item.mark in added):
            answered[nonce] = ""
        elif item.is_addition:
            changes.append(_addition(item))
            added.add(item.mark)
        else:
            changes.append(RemoveCoding(nonce, tuple(stored.pop(item.mark))))
    return Outbox(tuple(changes), answered)


def _addition(item: _Item) -> AddCoding:
    return AddCoding(
        item.nonce,
        item.start,
        item.end,
        item.quotation,
        item.answer,
        item.code_id,
        item.line,
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
    expected = {"nonce", "act", "start", "end", "quotation", "answer", "code", "line"}
    if set(raw) != expected or raw["act"] not in ("add", "remove"):
        raise _crafted()
    start, end, quotation = raw["start"], raw["end"], raw["quotation"]
    # bool is an int to isinstance, and True would be read as offset 1.
    if type(start) is not int or type(end) is not int or not isinstance(quotation, str):
        raise _crafted()
    check_quotation(text, start, end, quotation)
    answer = _read_answer(raw["answer"])
    is_addition = raw["act"] == "add"
    return _Item(
        nonce,
        is_addition,
        start,
        end,
        _require_words(text, start, end, quotation, answer),
        answer,
        _read_code(raw["code"], answer, code_ids if is_addition else None),
        _read_line(raw["line"], answer),
    )


def _read_answer(raw: object) -> Answer:
    if not isinstance(raw, str) or raw not in set(Answer):
        raise _crafted()
    return Answer(raw)


def _require_words(text: Transcript, start: int, end: int, quotation: str, answer: Answer) -> str:
    if not quotation.strip():
        raise BadInput("U103", "There are no words in this place. Choose some words first.")
    if answer is Answer.NOT_TODAY and (start, end) not in {(t.start, t.end) for t in text.turns}:
        raise BadInput("U104", '"Not today" is for a whole turn. Choose the turn by its number.')
    return quotation


def _read_code(raw: object, answer: Answer, allowed: Container[str] | None) -> str | None:
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


def _read_line(raw: object, answer: Answer) -> str:
    if not isinstance(raw, str):
        raise _crafted()
    if len(raw) > MAX_LINE:
        raise BadInput("U106", f"The line is too long. It may have {MAX_LINE} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in raw):
        raise BadInput("U107", "The line holds signs that cannot be kept. Type it again.")
    return raw.strip() if answer in (Answer.NOT_SURE, Answer.DOES_NOT_FIT) else ""


def _crafted() -> BadInput:
    return BadInput("U102", "This could not be read. Reload the page and do it again.")
