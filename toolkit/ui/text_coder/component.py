"""The component as Streamlit knows it.

It is two: one holds the text, the codes, the script and the style and never changes, so that
Streamlit sends it once; the other holds the codings and is sent each time. They find each
other in the browser by their key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from toolkit.errors import ToolkitError
from toolkit.model.codebook import Codebook, OwnCode
from toolkit.model.coding import Coding, Memo
from toolkit.model.reading_aids import ReadingAids
from toolkit.model.transcript import ContentNote, Transcript
from toolkit.ui.text_coder.changes import Change, read_outbox
from toolkit.ui.text_coder.sent import sent_codings, sent_text

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).parent
_SCRIPTS = ("places.js", "marks.js", "outbox.js", "notes.js", "panel.js", "aids.js", "desk.js")

MAX_ANSWERS = 200
"""How many answers are kept for a browser that has not taken note of them."""


@dataclass(frozen=True, slots=True)
class CoderEvents:
    """What the reader did since it was last settled.

    Attributes:
        key: The key of the component they belong to.
        changes: To be saved, in this order.
        is_answered: Some of what was sent needed no saving; the browser waits to be told.
    """

    key: str
    changes: tuple[Change, ...]
    is_answered: bool


def text_coder(
    text: Transcript,
    codings: Iterable[Coding],
    codes: Codebook,
    *,
    key: str,
    own_codes: Iterable[OwnCode] = (),
    memos: Iterable[Memo] = (),
    content_notes: Iterable[ContentNote] = (),
    turn: int | None = None,
    is_closed: bool = False,
    aids: ReadingAids = ReadingAids(),  # noqa: B008 - it is frozen
) -> CoderEvents:
    """What a reader did to the transcript that this draws.

    Args:
        text: The transcript; it goes to the browser once.
        codings: The reader's own codings of it, fresh from the store.
        codes: The codebook of the round.
        key: Its own for each reader, round and transcript, such as `f"desk-{round}-{text}"`.
        own_codes: The reader's private codes.
        memos: The reader's own notes on their codings and on turns.
        content_notes: Turns that stay folded until the reader opens them.
        turn: Where it is opened, such as at what a search found; the beginning without it.
        is_closed: Show everything and let nothing be changed.
        aids: Whether one turn is shown at a time, and whether it can be read aloud.

    Returns:
        The changes, checked. Hand them to `settle`.
    """
    own, listed = tuple(own_codes), tuple(codings)
    answers: dict[str, str] = st.session_state.setdefault(_answers_key(key), {})
    draw_text, draw_codings = _components()
    draw_text(
        key=f"{key}-text",
        # In a list: for what lies in a dictionary Streamlit would load pandas, to look for tables.
        data=[sent_text(text, codes, own, content_notes, key=key, read_only=is_closed, aids=aids)],
    )
    result = draw_codings(
        key=_codings_key(key),
        data=[sent_codings(text, listed, memos, turn, key=key, answered=answers)],
        # Streamlit knows the trigger by its callback; the return value is what is read.
        on_outbox_change=lambda: None,
    )
    # After a restart the first outbox comes in the return value only.
    allowed = {code.id for code in codes.codes} | {code.id for code in own}
    return _read_events(result.get("outbox"), text, listed, allowed, key=key, is_closed=is_closed)


def settle_sent(
    text: Transcript,
    codings: Iterable[Coding],
    codes: Codebook,
    save: Callable[[Change], object],
    *,
    key: str,
    own_codes: Iterable[OwnCode] = (),
    is_closed: bool = False,
) -> bool:
    """Save what the browser has just sent, before anything is drawn.

    What is drawn then is what is stored, so the page runs once for a coding and its codings go
    over the wire once.

    Args:
        text, codings, codes, own_codes, is_closed: As for `text_coder`.
        save: As for `settle`.
        key: The one that `text_coder` is given.

    Returns:
        Whether there was something, so that what is stored has to be read again.
    """
    sent = st.session_state.get(_codings_key(key))
    if not sent:
        return False
    allowed = {code.id for code in codes.codes} | {code.id for code in own_codes}
    events = _read_events(sent.get("outbox"), text, codings, allowed, key=key, is_closed=is_closed)
    return settle(events, save)


def _read_events(
    sent: object,
    text: Transcript,
    codings: Iterable[Coding],
    allowed: set[str],
    *,
    key: str,
    is_closed: bool,
) -> CoderEvents:
    """What an outbox asks for and was not answered yet; what needs no saving is answered here."""
    answers = st.session_state.get(_answers_key(key), {})
    outbox = read_outbox(sent, text, codings, allowed, is_closed=is_closed)
    fresh = tuple(change for change in outbox.changes if change.nonce not in answers)
    news = {nonce: why for nonce, why in outbox.answered.items() if nonce not in answers}
    asked = (*outbox.answered, *(change.nonce for change in outbox.changes))
    # What is asked again was missed: its answer is among the last ones once more.
    _answer(key, {nonce: answers[nonce] for nonce in asked if nonce in answers} | news)
    return CoderEvents(key, fresh, bool(news))


def settle(events: CoderEvents, save: Callable[[Change], object]) -> bool:
    """Whether the page should be run again, so that it shows what is stored now.

    Each change is saved on its own. One that may not be is refused, and the browser shows
    why; any other failure leaves it unanswered, so that the browser sends it again.

    Args:
        events: As they came from `text_coder`.
        save: Stores one change, or raises a ToolkitError.
    """
    for change in events.changes:
        try:
            save(change)
        except ToolkitError as error:
            _answer(events.key, {change.nonce: error.problem.message})
        else:
            _answer(events.key, {change.nonce: ""})
    return bool(events.changes) or events.is_answered


def _answer(key: str, answers: dict[str, str]) -> None:
    earlier = st.session_state.get(_answers_key(key), {})
    kept = {nonce: why for nonce, why in earlier.items() if nonce not in answers} | answers
    st.session_state[_answers_key(key)] = dict(list(kept.items())[-MAX_ANSWERS:])


def _codings_key(key: str) -> str:
    return f"{key}-codings"


def _answers_key(key: str) -> str:
    return f"{key}-answers"


@cache
def _components() -> tuple[ComponentRenderer, ComponentRenderer]:
    script = "\n".join(_read(name) for name in _SCRIPTS)
    style = "\n".join(_read(name) for name in ("desk.css", "aids.css"))
    text = st.components.v2.component(
        "toolkit_text_coder_text", js=script, css=style, isolate_styles=False
    )
    codings = st.components.v2.component(
        "toolkit_text_coder_codings", js=_read("codings.js"), isolate_styles=False
    )
    return text, codings


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
