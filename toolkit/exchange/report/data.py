"""All that a report is made of."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.agreement.coefficient import Coefficient
from toolkit.model.study import Study


@dataclass(frozen=True, slots=True)
class ReportData:
    """A study, and the figures that were worked out of it.

    Attributes:
        study: Cleared texts and revealed codings, and what was made of them.
        made_at: When the report was made, as ISO 8601.
        coefficients: By turn or sentence; left aside where the team works reflexively.
        character_coefficients: By character; the same.
    """

    study: Study
    made_at: str
    coefficients: tuple[Coefficient, ...] = ()
    character_coefficients: tuple[Coefficient, ...] = ()
