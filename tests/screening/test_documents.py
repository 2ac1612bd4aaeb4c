"""Passports, licences, plates and other numbers, written."""

import pytest

from toolkit.screening.identifiers import find_identifiers


def found_in(text: str) -> list[tuple[str, str, bool]]:
    return [(f.kind.value, text[f.start : f.end], f.sure) for f in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("his passport, 533210491, was there", ("passport", "533210491", True)),
        ("it said 533 210 491 on it", ("passport", "533 210 491", False)),
        ("a passport, it was AB1234567", ("passport", "AB1234567", True)),
        ("it is MORGA657054SM9IJ, I think", ("driving_licence", "MORGA657054SM9IJ", True)),
        ("it is morga 657054 sm9ij now", ("driving_licence", "morga 657054 sm9ij", True)),
        ("it is MORGA699994SM9IJ, I think", ("driving_licence", "MORGA699994SM9IJ", False)),
        ("a blue one, AB12 CDE, outside", ("number_plate", "AB12 CDE", True)),
        ("a blue one, ab12 cde, outside", ("number_plate", "ab12 cde", False)),
        ("a blue one, ab12cde, outside", ("number_plate", "ab12cde", False)),
        ("a blue one, A123 BCD, outside", ("number_plate", "A123 BCD", True)),
        ("a blue one, ABC 123D, outside", ("number_plate", "ABC 123D", True)),
        ("a blue one, AIZ 1234, outside", ("number_plate", "AIZ 1234", False)),
        ("it used to be FF5432 then", ("prisoner_number", "FF5432", False)),
        ("my account number is 12 34 98 76", ("other_number", "12 34 98 76", False)),
        ("it was 81547722 all along", ("other_number", "81547722", False)),
    ],
)
def test_a_document_is_found_by_its_number(text: str, found: tuple[str, str, bool]) -> None:
    assert found_in(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "in 20 min, at 10 for an hour, is 12 the end",
        "100000000 of them and 2000000 more",
        "the number of people was 40, a number I like",
        "AD 2000, BC 1200, MP3 and PS5",
    ],
)
def test_ordinary_letters_and_numbers_are_no_document(text: str) -> None:
    assert found_in(text) == []


def test_a_number_of_no_known_kind_gives_way_to_a_known_one() -> None:
    assert found_in("my number's 07700 900123") == [("phone", "07700 900123", True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one of the old ones, KV 2957, he said", "KV 2957"),
        ("his was kv2957 then", "kv2957"),
        ("mine was one one eight four six two, on all my mail", "one one eight four six two"),
        ("it's oh, seven, hang on. Oh double-seven double-oh, nine double-oh, eight five two", ""),
    ],
)
def test_older_and_spelt_numbers(text: str, found: str) -> None:
    (one,) = find_identifiers(text)
    assert text[one.start : one.end] == (found or text[text.index("oh") :])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mine was 41187, and afore that I was a boy", ["41187"]),
        ("it is here, A4071836, my first one", ["A4071836"]),
        ("we walked 12000 yards, 15000 people came, 55555 times", []),
        ("it cost 25000 quid", []),
        ("I still say K4821 when they ask", ["K4821"]),
        ("along the B6265 and home", []),
    ],
)
def test_digits_by_themselves_are_shown_to_a_person(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_identifiers(text)] == found
