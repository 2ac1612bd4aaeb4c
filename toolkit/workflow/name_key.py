"""The key to the names: a checker makes it, each clearing adds to it, its passphrase opens it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import NotFound, WrongState
from toolkit.model.team import Role
from toolkit.model.transcript import new_id
from toolkit.screening.finding import Kind
from toolkit.screening.pseudonyms import identity_of, read_pseudonym
from toolkit.settings import KEY_FILE, KEY_VARIABLE
from toolkit.storage import audit, name_key
from toolkit.storage.database import Transaction, now
from toolkit.storage.name_key import KeyEntry, KnownKey
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.passphrases import check_passphrase


@dataclass(frozen=True, slots=True)
class KeyState:
    """What a checker may know of the key without opening it.

    Attributes:
        is_made: Whether the project has one.
        is_there: Whether its file is where it should be, and whole as far as can be told.
        path: Where its file is, or would be.
    """

    is_made: bool
    is_there: bool
    path: Path


@dataclass(frozen=True, slots=True, repr=False)
class OpenKey:
    """A key that was opened with its passphrase; it holds names, so it never shows itself."""

    entries: tuple[KeyEntry, ...]

    def pseudonym_for(self, identity: str) -> str:
        """The pseudonym of a person or place that was replaced in an earlier text; "" for none."""
        for entry in self.entries:
            if identity and identity_of(Kind(entry.kind), entry.words) == identity:
                return read_pseudonym(entry.pseudonym)
        return ""

    def identities_of(self, pseudonym: str) -> frozenset[str]:
        """Whom or what a pseudonym stands for."""
        return frozenset(
            identity_of(Kind(entry.kind), entry.words)
            for entry in self.entries
            if entry.pseudonym == pseudonym
        )


def place_of_key(project: Project) -> Path:
    """Where the key's file is, or would be."""
    named = os.environ.get(KEY_VARIABLE)
    return Path(named) if named else project.folder / KEY_FILE


def look_at_key(project: Project, *, by: str) -> KeyState:
    """Whether there is a key, and where.

    Raises:
        WrongRole: `by` is no checker.
    """
    with project.reading() as tx:
        require_member(tx, by, Role.CHECKER)
        known = name_key.find_known_key(tx)
    path = place_of_key(project)
    return KeyState(known is not None, path.is_file(), path)


def make_key(project: Project, *, by: str, passphrase: str) -> Path:
    """Where the new key is. From now on each clearing adds the names that were replaced.

    Raises:
        WrongRole: `by` is no checker.
        WrongState: The project has a key already, or there is a file in its place.
        BadInput: The passphrase is too short.
    """
    check_passphrase(passphrase)
    path = place_of_key(project)
    with project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        if name_key.find_known_key(tx) is not None:
            raise WrongState(
                "W250",
                "This project has a key to the names already. Use it, or give it up first "
                "(toolkit key give-up FOLDER).",
            )
        known = KnownKey(new_id(), checker.id, now())
        name_key.add_known_key(tx, known)
        audit.record(tx, checker.id, "key.made", {"key": known.id})
        name_key.make_key_file(path, known.id, passphrase)
    return path


def open_key(project: Project, *, by: str, passphrase: str) -> OpenKey:
    """The key with all its names, for a checker who has the passphrase. The log tells of it.

    Raises:
        WrongRole: `by` is no checker.
        NotFound: The project has no key, or its file is not there.
        BrokenProject: The file is damaged, or another project's.
        NotAllowed: The passphrase does not fit.
    """
    with project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        known = _require_key(tx)
        found = name_key.read_key_entries(place_of_key(project), known.id, passphrase)
        audit.record(tx, checker.id, "key.opened", {"key": known.id})
    return OpenKey(found)


def change_passphrase(project: Project, *, by: str, passphrase: str, new: str) -> None:
    """Let another passphrase open the key from now on.

    Raises:
        WrongRole, NotFound, BrokenProject, NotAllowed: As for `open_key`.
        BadInput: The new passphrase is too short.
    """
    check_passphrase(new)
    with project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        known = _require_key(tx)
        audit.record(tx, checker.id, "key.passphrase_changed", {"key": known.id})
        name_key.change_key_passphrase(place_of_key(project), known.id, passphrase, new)


def give_up_key(project: Project, *, by: str) -> None:
    """Go on without a way back: later clearings add nothing. No file is deleted.

    Raises:
        WrongRole: `by` is no checker.
        NotFound: The project has no key.
    """
    with project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        known = _require_key(tx)
        name_key.give_up_known_key(tx, known.id)
        audit.record(tx, checker.id, "key.given_up", {"key": known.id})


def keep_way_back(project: Project, tx: Transaction, entries: Iterable[KeyEntry]) -> None:
    """Add to the key what a clearing replaces, where the project has a key.

    Raises:
        NotFound, BrokenProject: The file is not there or damaged; then nothing may be cleared.
    """
    known = name_key.find_known_key(tx)
    if known is not None:
        name_key.add_key_entries(place_of_key(project), known.id, entries)


def _require_key(tx: Transaction) -> KnownKey:
    known = name_key.find_known_key(tx)
    if known is None:
        raise NotFound(
            "W251",
            "This project has no key to the names. A checker can make one (toolkit key make "
            "FOLDER); names that were replaced before that cannot be had back.",
        )
    return known
