"""What a passphrase must be, and whether one fits; argon2id does the work.

The cost is RFC 9106's profile for little memory (64 MiB, three passes, four lanes) as argon2-cffi
has it. `cost` is for tests alone, which give the library's `CHEAPEST`.
"""

from __future__ import annotations

import threading
import unicodedata
from typing import TYPE_CHECKING

from toolkit.errors import BadInput
from toolkit.settings import PASSPHRASE_CHARACTERS

if TYPE_CHECKING:
    from argon2 import Parameters, PasswordHasher

LONGEST = 1000
"""More characters than anybody types; what is longer is not worked on at all."""

# Each takes 64 MiB: a burst of sign-ins must wait in line rather than fill the memory.
_ONE_AT_A_TIME = threading.Lock()


def check_passphrase(passphrase: str) -> None:
    """Nothing, where a passphrase may be taken. Any characters will do; only length counts.

    Raises:
        BadInput: It is too short, or longer than anybody types.

    Example:
        >>> check_passphrase("four small grey boats")
        >>> check_passphrase("Pa55w*rd")
        Traceback (most recent call last):
        ...
        toolkit.errors.BadInput: [W200] Your passphrase needs at least 12 characters; this one ...
    """
    if len(passphrase) > LONGEST:
        raise BadInput("W201", f"A passphrase has at most {LONGEST} characters. Shorten it.")
    length = len(unicodedata.normalize("NFC", passphrase))
    if length < PASSPHRASE_CHARACTERS:
        raise BadInput(
            "W200",
            f"Your passphrase needs at least {PASSPHRASE_CHARACTERS} characters; this one has "
            f"{length}. Four words that mean something to you alone are easy to keep in mind.",
        )


def hash_passphrase(passphrase: str, cost: Parameters | None = None) -> str:
    """The argon2id hash of a passphrase, with its salt and its cost, as text."""
    with _ONE_AT_A_TIME:
        return _hasher(cost).hash(_as_bytes(passphrase))


def fits(passphrase: str, kept: str | None, cost: Parameters | None = None) -> bool:
    """Whether a passphrase fits the hash that is kept.

    Where none is kept the same work is done for nothing, so that the time it takes does not
    tell who has an account.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    if kept is None:
        hash_passphrase(passphrase, cost)
        return False
    with _ONE_AT_A_TIME:
        try:
            return _hasher(cost).verify(kept, _as_bytes(passphrase))
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str, cost: Parameters | None = None) -> bool:
    """Whether a hash was made at another cost than today's."""
    return _hasher(cost).check_needs_rehash(kept)


def _hasher(cost: Parameters | None) -> PasswordHasher:
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(cost or RFC_9106_LOW_MEMORY)


def _as_bytes(passphrase: str) -> bytes:
    # Keyboards differ in how they write an é. What is too long to have been set fits nothing,
    # as the empty one does.
    taken = passphrase if len(passphrase) <= LONGEST else ""
    return unicodedata.normalize("NFC", taken).encode("utf-8", "surrogatepass")
