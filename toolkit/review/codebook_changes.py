"""What a change makes of a codebook, and whether it still fits the newest version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.proposal import Change, ChangeKind

Contents = tuple[tuple[Theme, ...], tuple[Code, ...]]
"""The themes and codes of a codebook."""

_WORDS = ("name", "plain_meaning", "use_when", "not_when", "example", "content_note")


def apply_change(change: Change, book: Codebook) -> Contents:
    """The themes and codes after a change that fits (`find_misfits` gives nothing).

    New codes stand where those stood that they come from, or at the end. A new wording leaves a
    code in its theme, and a move leaves it its words.

    Example:
        >>> night = Code("R06", None, "Alone at night")
        >>> book = Codebook(1, (), (night,), "", None, "")
        >>> two = (Code("N1", None, "No one to ask"), Code("N2", None, "No sleep"))
        >>> [code.id for code in apply_change(Change(ChangeKind.SPLIT, ("R06",), two), book)[1]]
        ['N1', 'N2']
    """
    if change.kind is ChangeKind.TABLE:
        return change.themes, change.codes
    if change.kind is ChangeKind.ADD_THEME:
        return (*book.themes, *change.themes), book.codes
    if change.kind is ChangeKind.RENAME_THEME:
        renamed = {theme.id: theme for theme in change.themes}
        return tuple(renamed.get(theme.id, theme) for theme in book.themes), book.codes
    return book.themes, tuple(_changed_codes(change, book))


def _changed_codes(change: Change, book: Codebook) -> Iterator[Code]:
    first = next((code.id for code in book.codes if code.id in change.code_ids), None)
    for code in book.codes:
        if code.id not in change.code_ids:
            yield code
        elif change.kind is ChangeKind.REWORD:
            yield replace(change.codes[0], theme_id=code.theme_id)
        elif change.kind is ChangeKind.MOVE:
            yield replace(code, theme_id=change.codes[0].theme_id)
        elif code.id == first:
            yield from change.codes
    if first is None:
        yield from change.codes


def find_misfits(change: Change, written_for: Codebook, newest: Codebook) -> tuple[str, ...]:
    """Why a change cannot be made in the newest version any more; nothing where it can.

    A code that was reworded since it was proposed to reword, split, merge or retire it is another
    one than the team was asked about. One that was only moved is not.

    Args:
        change: What was proposed.
        written_for: The version that it was written for.
        newest: The version that it would change.

    Returns:
        Sentences that name codes and themes by their ids.
    """
    if change.kind is ChangeKind.TABLE:
        if newest.version == written_for.version:
            return ()
        return ("The codebook has changed since this table was made from it.",)
    return (*_code_misfits(change, written_for, newest), *_theme_misfits(change, newest))


def _code_misfits(change: Change, written_for: Codebook, newest: Codebook) -> Iterator[str]:
    for code_id in change.code_ids:
        before, now = written_for.code(code_id), newest.code(code_id)
        if now is None:
            yield f"The code {code_id} is not in the codebook any more."
        elif before is None or not _is_as_it_was(change.kind, before, now):
            yield f"The code {code_id} has been changed since this was proposed."
    staying = [code for code in newest.codes if code.id not in change.code_ids]
    names = {code.name.casefold(): code.id for code in staying}
    ids = {code.id for code in staying}
    for code in change.codes:
        if code.name.casefold() in names:
            yield f"The code {names[code.name.casefold()]} has this name already."
        elif code.id in ids:
            yield f"The id {code.id} belongs to another code already."


def _is_as_it_was(kind: ChangeKind, before: Code, now: Code) -> bool:
    if kind is ChangeKind.MOVE:
        return before.theme_id == now.theme_id
    return all(getattr(before, part) == getattr(now, part) for part in _WORDS)


def _theme_misfits(change: Change, newest: Codebook) -> Iterator[str]:
    there = {theme.id: theme for theme in newest.themes}
    if change.kind is not ChangeKind.REWORD:
        for theme_id in dict.fromkeys(code.theme_id for code in change.codes):
            if theme_id is not None and theme_id not in there:
                yield f"The theme {theme_id} is not in the codebook any more."
    for theme in change.themes:
        if change.kind is ChangeKind.RENAME_THEME and theme.id not in there:
            yield f"The theme {theme.id} is not in the codebook any more."
        if change.kind is ChangeKind.ADD_THEME and theme.id in there:
            yield f"The id {theme.id} belongs to another theme already."
        if any(
            one.id != theme.id and one.name.casefold() == theme.name.casefold()
            for one in newest.themes
        ):
            yield "Another theme has this name already."
