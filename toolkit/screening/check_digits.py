"""The check digits and letters that official numbers carry."""

from __future__ import annotations

from operator import mul

_POLICE_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def has_nhs_check_digit(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of an NHS number (modulus 11).

    Args:
        digits: The ten digits, without spaces.

    Example:
        >>> has_nhs_check_digit("9434765919"), has_nhs_check_digit("9434765918")
        (True, False)

    Source:
        NHS Data Dictionary, "NHS Number": the first nine digits times 10 down to 2; eleven less
        the sum's remainder by eleven is the check digit, where 11 counts as 0, and 10 is never
        issued.
    """
    weighed: int = sum(map(mul, map(int, digits[:9]), range(10, 1, -1)))
    return (11 - weighed % 11) % 11 == int(digits[9])


def police_check_letter(year: str, serial: str) -> str:
    """The letter that ends a PNC or CRO number (modulus 23).

    Args:
        year: The last two digits of the year.
        serial: The serial number's digits, filled up with zeros on the left to seven for a
            PNC number and six for a CRO number; as they are for a CRO number that begins SF.

    Returns:
        One upper-case letter; never I, O or S.

    Example:
        >>> police_check_letter("01", "0171310"), police_check_letter("21", "265416")
        ('W', 'G')

    Source:
        Ministry of Justice, Criminal Justice System Data Standards Catalogue, "PNC ID" and
        "CRO number".
    """
    return _POLICE_LETTERS[int(year + serial) % len(_POLICE_LETTERS)]
