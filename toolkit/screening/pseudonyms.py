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
    Kind.PASSPORT: "passport number",
    Kind.DRIVING_LICENCE: "driving licence number",
    Kind.NUMBER_PLATE: "number plate",
    Kind.OTHER_NUMBER: "number",
    Kind.NAME: "name",
    Kind.TITLED_NAME: "title and name",
    Kind.PRISON: "prison",
    Kind.TOWN: "town",
    Kind.COURT: "court",
    Kind.HOSPITAL: "hospital",
    Kind.STREET: "street",
    Kind.WING: "wing",
    Kind.CELL: "cell",
    Kind.PROBATION_AREA: "probation area",
    Kind.OTHER_PLACE: "place",
    Kind.DATE: "date",
    Kind.AGE: "age",
    Kind.SENTENCE_LENGTH: "length of sentence",
}


def suggest_replacement(kind: Kind) -> str:
    """Words for a person to accept or change, in square brackets.

    Example:
        >>> suggest_replacement(Kind.PHONE)
        '[phone number]'
    """
    return f"[{_NAMES[kind]}]"
