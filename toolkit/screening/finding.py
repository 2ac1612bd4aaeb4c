"""What a finding is: a place in a text, what it seems to be, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge

from toolkit.model.transcript import Name, Offset


class FindingClass(StrEnum):
    """What sort of thing could point at somebody."""

    BLOCK = "block"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    INDIRECT = "indirect"


class Kind(StrEnum):
    """What exactly was found; `CLASS_OF` says of which class each kind is."""

    PRISONER_NUMBER = "prisoner_number"
    PNC_NUMBER = "pnc_number"
    CRO_NUMBER = "cro_number"
    NATIONAL_INSURANCE = "national_insurance"
    NHS_NUMBER = "nhs_number"
    PHONE = "phone"
    POSTCODE = "postcode"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    NUMBER_PLATE = "number_plate"
    OTHER_NUMBER = "other_number"
    NAME = "name"
    TITLED_NAME = "titled_name"
    PRISON = "prison"
    TOWN = "town"
    COURT = "court"
    HOSPITAL = "hospital"
    STREET = "street"
    WING = "wing"
    CELL = "cell"
    PROBATION_AREA = "probation_area"
    OTHER_PLACE = "other_place"
    DATE = "date"
    AGE = "age"
    SENTENCE_LENGTH = "sentence_length"


_KINDS = {
    FindingClass.BLOCK: """prisoner_number pnc_number cro_number national_insurance nhs_number
        phone postcode email link handle passport driving_licence number_plate other_number""",
    FindingClass.PERSON: "name titled_name",
    FindingClass.PLACE: "prison town court hospital street wing cell probation_area other_place",
    FindingClass.TIME: "date age sentence_length",
}
CLASS_OF = {Kind(kind): one for one, kinds in _KINDS.items() for kind in kinds.split()}
"""The class that each kind belongs to; indirect identifiers have no kind: a person looks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that may identify somebody. It holds no word of the text.

    Attributes:
        start: Offset into the text that was screened, counted as everywhere.
        end: Offset of the first character after it; more than `start`.
        of_class: What sort of thing it is.
        kind: What exactly it is.
        sure: False where something does not fit, such as a wrong check letter.
        reason: Why it was found, in plain words, for the person who decides.
    """

    start: Offset
    end: Annotated[int, Ge(1)]
    of_class: FindingClass
    kind: Kind
    sure: bool
    reason: Name


def settle_overlaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in order, none overlapping another, that cover all the given ones covered.

    Where findings overlap, the longest names the kind (of two as long, the surer) and takes
    over the places of the others: a character that any rule found stays found. A number of no
    known kind gives way to one of a known kind.

    Example:
        >>> def found(start, end, kind, sure):
        ...     return Finding(start, end, FindingClass.BLOCK, kind, sure, "a reason")
        >>> overlapping = [found(5, 16, Kind.LINK, True), found(0, 16, Kind.EMAIL, True)]
        >>> settled = settle_overlaps(overlapping)
        >>> [(one.start, one.end, one.kind.value) for one in settled]
        [(0, 16, 'email')]
    """
    settled: list[Finding] = []
    longest = (False, 0, False)
    for finding in sorted(findings, key=lambda found: (found.start, found.end)):
        is_known = finding.kind is not Kind.OTHER_NUMBER
        size = (is_known, finding.end - finding.start, finding.sure)
        if not settled or settled[-1].end <= finding.start:
            settled.append(finding)
            longest = size
            continue
        last = settled[-1]
        winner = finding if size > longest else last
        settled[-1] = replace(winner, start=last.start, end=max(last.end, finding.end))
        longest = max(size, longest)
    return tuple(settled)
