"""Coefficients over units that each hold one category a reader.

Each is a function of sums over units (see `tally`), so one pass serves the figure itself and
every resample of its interval. All of them set aside units with fewer than two readings, so a
reader who read nothing here, or a unit that only one person read, changes no figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement.ratings import Ratings
from toolkit.agreement.tally import FloatArray, Sums, parts_of_a_unit, tally_units
from toolkit.agreement.wording import in_words
from toolkit.errors import CannotCompute, NotEnoughCodings


def percent_agreement(ratings: Ratings) -> float:
    """The share of pairs of readings that agree, averaged over units.

    Args:
        ratings: Any number of coders; readings may be missing. A unit counts once, however
            many read it.

    Returns:
        A share, in [0, 1]; not corrected for chance.

    Raises:
        NotEnoughCodings: No unit was read by two people.

    Example:
        >>> percent_agreement(Ratings.from_rows([("a", "a", "b"), ("b", "b", None)]))
        0.6666666666666666

    Source:
        Fleiss (1971), Psychological Bulletin 76(5):378-382, the mean of his P_i; with missing
        readings as in Gwet (2014), Handbook of Inter-Rater Reliability.
    """
    return value_of(PERCENT_AGREEMENT, tally_units(ratings))


def cohen_kappa(ratings: Ratings) -> float:
    """Agreement beyond chance of two coders, each with their own habits.

    Args:
        ratings: Readings by exactly two coders; counted are the units that both of them read.

    Returns:
        Kappa, unitless, in [-1, 1]; 0 is what chance alone would give.

    Raises:
        NotEnoughCodings: No unit was read by both, or all their readings are the same.
        CannotCompute: One, or more than two, coders have readings to compare.

    Example:
        >>> pairs = [("a", "a")] * 20 + [("a", "b")] * 20 + [("b", "a")] * 10 + [("b", "b")] * 50
        >>> round(cohen_kappa(Ratings.from_rows(pairs)), 3)
        0.348

    Source:
        Cohen (1960), Educational and Psychological Measurement 20(1):37-46;
        example from Artstein & Poesio (2008), Table 1.
    """
    return value_of(COHEN_KAPPA, tally_units(ratings))


def fleiss_kappa(ratings: Ratings) -> float:
    """Agreement beyond chance of any number of coders, taken as one pool.

    Args:
        ratings: Each unit with the same number of readings, at least two; who gave them may
            differ by unit.

    Returns:
        Kappa, unitless, in [-1, 1]; 0 is what chance alone would give. With two coders it is
        Scott's pi.

    Raises:
        NotEnoughCodings: No unit was read by two people, or all readings are the same.
        CannotCompute: The number of readings differs by unit; alpha allows for that.

    Example:
        >>> round(fleiss_kappa(Ratings.from_rows(["aab", "bbb", "aaa", "abb"])), 3)
        0.333

    Source:
        Fleiss (1971), Psychological Bulletin 76(5):378-382.
    """
    return value_of(FLEISS_KAPPA, tally_units(ratings))


def krippendorff_alpha(ratings: Ratings) -> float:
    """Agreement beyond chance of any number of coders, where readings may be missing.

    Args:
        ratings: Any number of coders; a unit counts by its number of readings.

    Returns:
        Alpha for nominal data, unitless, in [-1, 1]; 0 is what chance alone would give.

    Raises:
        NotEnoughCodings: No unit was read by two people, or all readings are the same.

    Example:
        >>> jon, han = "0100000010", "1110010000"
        >>> rows = list(zip(jon, han, strict=True))
        >>> round(krippendorff_alpha(Ratings.from_rows(rows)), 3)
        0.095

    Source:
        Krippendorff (2011), Computing Krippendorff's Alpha-Reliability,
        https://repository.upenn.edu/asc_papers/43; example from its section A.
    """
    return value_of(KRIPPENDORFF_ALPHA, tally_units(ratings))


def gwet_ac1(ratings: Ratings) -> float:
    """Agreement beyond chance where chance is at work only in what is hard to tell.

    Where nearly everything falls into one category, kappa and alpha can be low although readers
    agree nearly always; AC1 stays near the percent agreement there. So it rises with a lopsided
    spread of categories, and is not to be read as if it were a kappa.

    Args:
        ratings: Any number of coders; readings may be missing. The categories are those that
            were given anywhere in what is compared.

    Returns:
        AC1, unitless, in [-1, 1]; 0 is what chance alone would give.

    Raises:
        NotEnoughCodings: No unit was read by two people, or all readings are the same.

    Example:
        >>> pairs = [("y", "y")] * 8 + [("n", "n"), ("y", "n")]
        >>> round(gwet_ac1(Ratings.from_rows(pairs)), 4)
        0.8658

    Source:
        Gwet (2008), British Journal of Mathematical and Statistical Psychology 61(1):29-48; with
        missing readings as in Gwet (2014), Handbook of Inter-Rater Reliability, but for units
        that one person read: there they count towards chance, here they count nowhere.
    """
    return value_of(GWET_AC1, tally_units(ratings))


class AnySums(Protocol):
    """Sums by transcript, on the first axis."""

    def total(self) -> Self:
        """The sums over all transcripts."""

    def draw(self, weights: FloatArray) -> Self:
        """The sums of resamples, each with its transcripts as often as they were drawn."""

    def only(self, transcripts: NDArray[np.bool_]) -> Self:
        """The sums of some transcripts, and of the categories that these hold."""


S = TypeVar("S", bound=AnySums)
S_co = TypeVar("S_co", bound=AnySums, covariant=True)


class AnyTally(Protocol[S_co]):
    """What a set of readers agreed on, counted in one way or another."""

    @property
    def sums(self) -> S_co:
        """The sums that measures are worked out from."""

    @property
    def n_coders(self) -> int:
        """Those with a reading of something that somebody else read too."""

    @property
    def n_units(self) -> int:
        """How much two or more of them read."""

    @property
    def shared(self) -> NDArray[np.bool_]:
        """By transcript: whether two or more of them read any of it."""


_ALL_THE_SAME = (
    "Every reading here is the same, so nothing tells agreement from chance. The percent "
    "agreement can still be given."
)


@dataclass(frozen=True, slots=True)
class Measure(Generic[S]):
    """How a coefficient is worked out from sums.

    Attributes:
        name: What it is called in tables.
        formula: From sums with any axes in front, of the categories that were given, to values
            of the same shape; NaN where the value is undefined.
        check: Raises where the readings are of a kind that the measure is not made for; None
            where any will do.
        lowest: The lowest value it can take; the highest is 1.
        undefined: Why it has no value where there is something to compare, in plain words.
    """

    name: str
    formula: Callable[[S], FloatArray]
    check: Callable[[S, int], None] | None = None
    lowest: float = -1.0
    undefined: str = _ALL_THE_SAME


def value_of(measure: Measure[S], tally: AnyTally[S]) -> float:
    """The measure's value for all of the tally's transcripts together.

    Raises:
        NotEnoughCodings: There is nothing to compare, or all readings are the same.
        CannotCompute: The measure is not made for such readings.
    """
    if tally.n_units == 0:
        raise NotEnoughCodings(
            "A201",
            "It takes two readers of the same passage, and none of the passages looked at here has "
            "two. Ask a second reader to code them, or look at more codes.",
        )
    given = tally.sums.only(tally.shared).total()
    if measure.check is not None:
        measure.check(given, tally.n_coders)
    value = float(measure.formula(given))
    if np.isnan(value):
        raise NotEnoughCodings("A202", measure.undefined)
    return value


def _percent_agreement(sums: Sums) -> FloatArray:
    readings = _readings_a_unit(sums)
    return divide((sums.agreeing / (readings * (readings - 1))).sum(axis=-1), _units(sums))


def _cohen_kappa(sums: Sums) -> FloatArray:
    units = _units(sums)
    by_chance = _multiply(sums.first, sums.readings - sums.first)
    return divide(_percent_agreement(sums) * units**2 - by_chance, units**2 - by_chance)


def _fleiss_kappa(sums: Sums) -> FloatArray:
    readings = _readings(sums)
    by_chance = _multiply(sums.readings, sums.readings)
    return divide(_percent_agreement(sums) * readings**2 - by_chance, readings**2 - by_chance)


def _krippendorff_alpha(sums: Sums) -> FloatArray:
    readings = _readings(sums)
    matches = (sums.agreeing / (_readings_a_unit(sums) - 1)).sum(axis=-1)
    by_chance = readings**2 - _multiply(sums.readings, sums.readings)
    return 1 - divide((readings - matches) * (readings - 1), by_chance)


def _gwet_ac1(sums: Sums) -> FloatArray:
    units, shares = _units(sums), sums.shares
    parts = parts_of_a_unit(sums.units.shape[-1] - 1)
    rest = (units * parts)[..., np.newaxis] - shares
    more_categories = np.full(units.shape, (shares.shape[-1] - 1) * parts**2)
    by_chance = divide(_multiply(shares, rest), more_categories)
    return divide(_percent_agreement(sums) * units**2 - by_chance, units**2 - by_chance)


def _units(sums: Sums) -> FloatArray:
    units: FloatArray = sums.units.sum(axis=-1)
    return units


def _readings(sums: Sums) -> FloatArray:
    return _multiply(sums.units, _readings_a_unit(sums))


def _readings_a_unit(sums: Sums) -> FloatArray:
    """What the last axis of units stands for; 2 for none and one, of which there are no units."""
    return np.maximum(np.arange(sums.units.shape[-1]), 2.0)


def _multiply(one: FloatArray, other: FloatArray) -> FloatArray:
    """The sum of products over the last axis, without a table of them in between."""
    products: FloatArray = np.einsum("...c,...c->...", one, other)
    return products


def divide(above: FloatArray, below: FloatArray) -> FloatArray:
    """The quotient; NaN where `below` is zero, which whole numbers are exactly."""
    quotient = np.full(np.shape(below), np.nan)
    np.divide(above, below, out=quotient, where=np.not_equal(below, 0))
    return quotient


def _check_two_coders(sums: Sums, n_coders: int) -> None:
    if n_coders != 2:
        raise CannotCompute(
            "A203",
            f"Cohen's kappa is for exactly two readers; {in_words(n_coders)} read these "
            "units. Look at Krippendorff's alpha instead.",
        )


def _check_even(sums: Sums, n_coders: int) -> None:
    numbers = np.flatnonzero(sums.units).tolist()
    if len(numbers) > 1:
        raise CannotCompute(
            "A204",
            "Fleiss' kappa needs the same number of readings of every unit; here it goes from "
            f"{in_words(numbers[0])} to {in_words(numbers[-1])}. Look at Krippendorff's alpha "
            "instead, which allows for missing readings.",
        )


PERCENT_AGREEMENT = Measure("percent_agreement", _percent_agreement, lowest=0.0)
COHEN_KAPPA = Measure("cohen_kappa", _cohen_kappa, _check_two_coders)
FLEISS_KAPPA = Measure("fleiss_kappa", _fleiss_kappa, _check_even)
KRIPPENDORFF_ALPHA = Measure("krippendorff_alpha", _krippendorff_alpha)
GWET_AC1 = Measure("gwet_ac1", _gwet_ac1)

MEASURES = (PERCENT_AGREEMENT, COHEN_KAPPA, FLEISS_KAPPA, KRIPPENDORFF_ALPHA, GWET_AC1)
