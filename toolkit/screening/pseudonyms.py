"""What stands in a text where an identifier stood."""

from __future__ import annotations

from toolkit.screening.finding import Kind

_NAMES = {
    Kind.PRISONER_NUMBER: "prisoner number",
    Kind.PNC_NUMBER: "PNC number",
    Kind.CRO_NUMBER: "CRO number",
    Kind.NATIONAL_INSURANCE: "National Insurance number",
    Kind.NHS_NUMBER: "NHS number",
    Kind.PHONE: "phone number",
    Kind.POSTCODE: "postcode",
    Kind.EMAIL: "e-mail address",
    Kind.LINK: "web address",
    Kind.HANDLE: "social media name",
}


def suggest_replacement(kind: Kind) -> str:
    """Words for a person to accept or change, in square brackets.

    Example:
        >>> suggest_replacement(Kind.PHONE)
        '[phone number]'
    """
    return f"[{_NAMES[kind]}]"
