"""Wrong sign-ins slow down: by name, twice as long each time; for all names together, a little.

The counts are in the database, so that a restart forgives nothing, and they are kept for names
that nobody has as well, so that slowness does not tell who exists. Somebody who knows a pen-name
can keep its owner waiting, a quarter of an hour at most; a new invitation lets them in meanwhile.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from toolkit.storage import accounts
from toolkit.storage.accounts import Failures
from toolkit.storage.database import Transaction, later, seconds_between


@dataclass(frozen=True, slots=True)
class Pace:
    """How waiting grows.

    Attributes:
        free: Wrong tries after which nobody waits.
        first: Seconds to wait after one more; twice as many after the next, and so on.
        longest: The most seconds to wait.
        forgotten: Seconds without a wrong try after which the count begins anew.
    """

    free: int
    first: float
    longest: float
    forgotten: float

    def wait_after(self, count: int) -> float:
        """The seconds to wait after so many wrong tries in a row.

        Example:
            >>> [BY_NAME.wait_after(count) for count in (0, 3, 4, 5, 6, 200)]
            [0.0, 0.0, 2.0, 4.0, 8.0, 900.0]
        """
        if count <= self.free:
            return 0.0
        # 2 to the power of 200 wrong tries would be a number nobody needs.
        return min(self.longest, self.first * 2.0 ** min(count - self.free - 1, 30))


BY_NAME = Pace(free=3, first=2, longest=15 * 60.0, forgotten=24 * 60 * 60)
TOGETHER = Pace(free=20, first=0.5, longest=2, forgotten=10 * 60)


def seconds_to_wait(tx: Transaction, name: str, at: str) -> float:
    """How many seconds from now a name may be tried again; 0.0 where it may be tried now."""
    return max(_left(tx, name, BY_NAME, at), _left(tx, None, TOGETHER, at))


def count_try(tx: Transaction, name: str, at: str) -> None:
    """Count a try as a wrong one, before it is looked at: many at once cannot slip through."""
    accounts.erase_failures_before(tx, later(at, seconds=-BY_NAME.forgotten))
    for whose, pace in ((name, BY_NAME), (None, TOGETHER)):
        accounts.keep_failures(tx, whose, Failures(_count(tx, whose, pace, at) + 1, at))


def take_back_try(tx: Transaction, name: str) -> None:
    """The try was right: begin anew for the name, and take one off for all names together."""
    accounts.forget_failures(tx, name)
    together = accounts.find_failures(tx, None)
    if together is not None:
        left = Failures(max(0, together.count - 1), together.last_at)
        accounts.keep_failures(tx, None, left)


def waiting_words(seconds: float) -> str:
    """How long, as one says it, rounded up.

    Example:
        >>> [waiting_words(seconds) for seconds in (0.2, 59.1, 61, 900)]
        ['1 second', '60 seconds', '2 minutes', '15 minutes']
    """
    number, unit = math.ceil(seconds), "second"
    if number > 60:
        number, unit = math.ceil(number / 60), "minute"
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _left(tx: Transaction, name: str | None, pace: Pace, at: str) -> float:
    found = accounts.find_failures(tx, name)
    if found is None:
        return 0.0
    return max(0.0, pace.wait_after(_count(tx, name, pace, at)) - _apart(found, at))


def _count(tx: Transaction, name: str | None, pace: Pace, at: str) -> int:
    found = accounts.find_failures(tx, name)
    return found.count if found and _apart(found, at) < pace.forgotten else 0


def _apart(found: Failures, at: str) -> float:
    # A clock that was set back must not keep anybody out until it has caught up.
    return abs(seconds_between(found.last_at, at))
