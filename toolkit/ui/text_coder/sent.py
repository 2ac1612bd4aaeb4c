"""What the browser is sent: the text and the codes once, the codings each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.model.codebook import Codebook, OwnCode
from toolkit.model.coding import ANSWER_NAMES, Coding, Memo, turn_target
from toolkit.model.reading_aids import ReadingAids
from toolkit.model.transcript import ContentNote, Transcript
from toolkit.ui.text_coder.changes import (
    MAX_ITEMS,
    MAX_LINE,
    MAX_NAME,
    MAX_NOTE,
    text_token,
)
from toolkit.ui.text_coder.wording import WORDS

LONGEST_SHORT_ID = 6
LAST_USED = 3
"""How many of the codes that were used last stand on top of the list."""

Sent = dict[str, object]


def sent_text(
    text: Transcript,
    codes: Codebook,
    own_codes: Iterable[OwnCode],
    content_notes: Iterable[ContentNote],
    *,
    key: str,
    read_only: bool,
    aids: ReadingAids,
) -> Sent:
    """The part that stays the same while somebody codes; it goes over the wire once.

    A turn is its speaker and its words: its offsets follow, since the turns tile the text.
    """
    return {
        "key": key,
        "text": text_token(text),
        "name": text.name,
        "turns": [[turn.speaker, text.words_of(turn)] for turn in text.turns],
        "notes": {note.turn: note.words for note in content_notes if note.transcript_id == text.id},
        "codes": [*_sent_codes(codes), *_sent_own_codes(own_codes)],
        "answers": {answer.value: name for answer, name in ANSWER_NAMES.items()},
        "words": WORDS,
        "longestLine": MAX_LINE,
        "longestName": MAX_NAME,
        "longestNote": MAX_NOTE,
        "readOnly": read_only,
        "aids": {"oneTurn": aids.one_turn, "readAloud": aids.read_aloud},
    }


def sent_codings(
    text: Transcript,
    codings: Iterable[Coding],
    memos: Iterable[Memo] = (),
    turn: int | None = None,
    *,
    key: str,
    answered: Mapping[str, str],
) -> Sent:
    """The part that changes with every coding, kept small: most codings are ten bytes or so.

    Most have a code and nothing else: of those, each code has its spans in a row, start and
    length by turns. Notes are the reader's own: on codings, and on turns of this very version of
    the text. Of the answers the last are enough, for the browser asks again for those it misses.
    """
    ordered = sorted(codings, key=lambda coding: coding.made_at)
    notes = {memo.target_id: [memo.words, memo.shared] for memo in memos}
    spans: dict[str, list[int]] = {}
    others: list[object] = []
    for coding in ordered:
        if coding.code_id is not None and coding.id not in notes:
            spans.setdefault(coding.code_id, []).extend((coding.start, coding.end - coding.start))
        else:
            others.append(_sent_coding(coding, notes.get(coding.id)))
    used = dict.fromkeys(coding.code_id for coding in reversed(ordered) if coding.code_id)
    return {
        "key": key,
        "text": text_token(text),
        "spans": spans,
        "codings": others,
        "used": list(used)[:LAST_USED],
        "turnNotes": {
            number: note
            for number in range(len(text.turns))
            if (note := notes.get(turn_target(text, number)))
        },
        "at": turn,
        "answered": dict(list(answered.items())[-MAX_ITEMS:]),
    }


def _sent_coding(coding: Coding, note: list[object] | None) -> list[object]:
    span: list[object] = [coding.start, coding.end - coding.start, coding.code_id]
    return [*span, coding.answer.value, coding.line, *([note] if note else [])]


def _sent_codes(codes: Codebook) -> list[Sent]:
    themes = {theme.id: theme.name for theme in codes.themes}
    order = {theme.id: place for place, theme in enumerate(codes.themes)}
    by_theme = sorted(codes.codes, key=lambda code: order.get(code.theme_id or "", len(order)))
    return [
        {
            "id": code.id,
            "short": _short(code.id, place),
            "theme": themes.get(code.theme_id or "", WORDS["no_theme"]),
            "name": code.name,
            "meaning": code.plain_meaning,
            "use": code.use_when,
            "not": code.not_when,
        }
        for place, code in enumerate(by_theme, start=1)
    ]


def _sent_own_codes(own_codes: Iterable[OwnCode]) -> list[Sent]:
    return [
        {
            "id": code.id,
            "short": f"own{place}",
            "theme": WORDS["own_codes"],
            "name": code.name,
            "meaning": code.plain_meaning,
            "use": "",
            "not": "",
        }
        for place, code in enumerate(own_codes, start=1)
    ]


def _short(code_id: str, place: int) -> str:
    return code_id if len(code_id) <= LONGEST_SHORT_ID else f"c{place}"
