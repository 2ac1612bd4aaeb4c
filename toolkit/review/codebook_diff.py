"""What is different between two versions of a codebook, told code by code and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.proposal import Change, ChangeKind
from toolkit.review.codebook_changes import apply_change

WORD_FIELDS = ("name", "plain_meaning", "use_when", "not_when", "example")
"""The parts of a code that are compared word by word, in the order in which people read them."""

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


class AlterationKind(StrEnum):
    """In which way a code or a theme is different."""

    ADDED = "added"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    RETIRED = "retired"
    THEME_ADDED = "theme_added"
    THEME_RENAMED = "theme_renamed"
    THEME_GONE = "theme_gone"


class PieceKind(StrEnum):
    """Whether some words stayed, came or went."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row that all stayed, came or went."""

    kind: PieceKind
    words: str


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that is different.

    Attributes:
        before, after: The codes as they were and as they are.
        themes: The names of the theme before and after; empty where there is none.
        wording: For what was reworded: each part that differs, with its pieces. The part
            `"content_note"` has none.
    """

    kind: AlterationKind
    before: tuple[Code, ...] = ()
    after: tuple[Code, ...] = ()
    themes: tuple[str, str] = ("", "")
    wording: tuple[tuple[str, tuple[Piece, ...]], ...] = ()


def compare_codebooks(
    before: Codebook, after: Codebook, changes: Iterable[Change] = ()
) -> tuple[Alteration, ...]:
    """What is different in the later version.

    Args:
        before, after: The two versions.
        changes: The changes that were accepted between them. Only they tell that codes were
            split or merged; without them, codes are told as new and as retired.

    Returns:
        Themes first, then codes in the order of the later version, then what was retired.

    Example:
        >>> one = Codebook(1, (), (Code("R06", None, "Alone"),), "", None, "")
        >>> two = Codebook(2, (), (Code("R06", None, "Alone at night"),), "", None, "")
        >>> (made,) = compare_codebooks(one, two)
        >>> made.kind.value, [piece.words for piece in made.wording[0][1]]
        ('reworded', ['Alone', ' at night'])
    """
    parted = list(_parted(before, after, changes))
    told = {code.id for one in parted for code in (*one.before, *one.after)}
    return (
        *_compare_themes(before.themes, after.themes),
        *parted,
        *(one for one in _compare_codes(before, after) if not _ids(one) <= told),
    )


def preview_change(change: Change, book: Codebook) -> tuple[Alteration, ...]:
    """What would be different in a codebook, were a change made that was written for it.

    Args:
        change: What is proposed. A new code is shown even where another has its name.
        book: The version that it was written for.
    """
    if change.kind is ChangeKind.ADD:
        names = {theme.id: theme.name for theme in book.themes}
        return tuple(
            Alteration(AlterationKind.ADDED, (), (code,), ("", names.get(code.theme_id or "", "")))
            for code in change.codes
        )
    themes, codes = apply_change(change, book)
    return compare_codebooks(book, replace(book, themes=themes, codes=codes), [change])


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Both wordings as one row of pieces; the same and the new ones make up the later.

    Example:
        >>> [(one.kind.value, one.words) for one in compare_words("all night", "all day")]
        [('same', 'all '), ('gone', 'night'), ('new', 'day')]
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    pieces: list[Piece] = []
    for is_same, gone, come in _runs(old, new):
        if is_same:
            pieces.append(Piece(PieceKind.SAME, gone))
        else:
            both = (Piece(PieceKind.GONE, gone), Piece(PieceKind.NEW, come))
            pieces += [piece for piece in both if piece.words]
    return tuple(pieces)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Runs of words that stayed, and of words that came in the place of others.

    A blank that stayed between two changes belongs to them: nobody reads word by word.
    """
    gone, come = "", ""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (how, i1, i2, j1, j2) in enumerate(codes):
        was, is_now = "".join(old[i1:i2]), "".join(new[j1:j2])
        is_between = bool(gone or come) and place + 1 < len(codes)
        if how != "equal" or (is_between and not was.strip()):
            gone, come = gone + was, come + is_now
            continue
        if gone or come:
            yield False, gone, come
        gone, come = "", ""
        yield True, was, is_now
    if gone or come:
        yield False, gone, come


def _ids(one: Alteration) -> set[str]:
    return {code.id for code in (*one.before, *one.after)}


def _parted(before: Codebook, after: Codebook, changes: Iterable[Change]) -> Iterator[Alteration]:
    """Splits and merges whose codes went and came between the two versions."""
    kinds = {ChangeKind.SPLIT: AlterationKind.SPLIT, ChangeKind.MERGE: AlterationKind.MERGED}
    for change in changes:
        gone = [before.code(code_id) for code_id in change.code_ids]
        come = [after.code(code.id) for code in change.codes]
        old = tuple(code for code in gone if code is not None)
        new = tuple(code for code in come if code is not None)
        is_whole = len(old) == len(gone) and len(new) == len(come)
        if change.kind in kinds and is_whole and not any(after.code(c.id) for c in old):
            yield Alteration(kinds[change.kind], old, new)


def _compare_themes(before: Sequence[Theme], after: Sequence[Theme]) -> Iterator[Alteration]:
    old = {theme.id: theme.name for theme in before}
    new = {theme.id: theme.name for theme in after}
    for theme_id, name in new.items():
        if theme_id not in old:
            yield Alteration(AlterationKind.THEME_ADDED, themes=("", name))
        elif old[theme_id] != name:
            yield Alteration(AlterationKind.THEME_RENAMED, themes=(old[theme_id], name))
    for theme_id, name in old.items():
        if theme_id not in new:
            yield Alteration(AlterationKind.THEME_GONE, themes=(name, ""))


def _compare_codes(before: Codebook, after: Codebook) -> Iterator[Alteration]:
    for code in after.codes:
        old = before.code(code.id)
        if old is None:
            themes = ("", _theme_name(after, code))
            yield Alteration(AlterationKind.ADDED, (), (code,), themes)
            continue
        wording = tuple(_wording(old, code))
        if wording:
            yield Alteration(AlterationKind.REWORDED, (old,), (code,), wording=wording)
        if old.theme_id != code.theme_id:
            themes = (_theme_name(before, old), _theme_name(after, code))
            yield Alteration(AlterationKind.MOVED, (old,), (code,), themes)
    for code in before.codes:
        if after.code(code.id) is None:
            yield Alteration(AlterationKind.RETIRED, (code,), (), (_theme_name(before, code), ""))


def _theme_name(book: Codebook, code: Code) -> str:
    theme = book.theme_of(code.id)
    return theme.name if theme else ""


def _wording(old: Code, new: Code) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    for part in WORD_FIELDS:
        if getattr(old, part) != getattr(new, part):
            yield part, compare_words(getattr(old, part), getattr(new, part))
    if old.content_note != new.content_note:
        yield "content_note", ()
