"""One figure of agreement, with what is needed to judge it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One measure of agreement over one set of units, with its interval and its n.

    Attributes:
        measure: `"percent_agreement"`, `"cohen_kappa"`, `"fleiss_kappa"`,
            `"krippendorff_alpha"`, `"gwet_ac1"` or `"masi_alpha"`; over characters also
            `"u_alpha"`, `"u_alpha_binary"`, `"cu_alpha"` or `"ku_alpha"`.
        scope: `"overall"`, or the name of the one code that is looked at.
        side: `"all"`, `"academic"`, `"lived"` or `"between"`.
        value: At most 1; None where it is undefined.
        low, high: The limits of the 95 % interval; both None where none can be had honestly.
        n_units: The units (turns, sentences or characters) that two or more of these readers
            read; the figure rests on them.
        n_coders: The readers of those units.
        reason: In plain words, why a value or its limits are missing, or what was left out.
    """

    measure: str
    scope: str
    side: str
    value: float | None
    low: float | None
    high: float | None
    n_units: int
    n_coders: int
    reason: str = ""
