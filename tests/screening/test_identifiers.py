"""What is found as an identifier, what is not, and what is found but doubted."""

import csv
import os
from pathlib import Path

import pytest

from toolkit.screening.identifiers import find_identifiers


def found_in(text: str) -> list[tuple[str, str, bool]]:
    return [(f.kind.value, text[f.start : f.end], f.sure) for f in find_identifiers(text)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("prisoner_number", "A1234BC"),
        ("prisoner_number", "a1234bc"),
        ("prisoner_number", "A 1234 BC"),
        ("prisoner_number", "a 1234 bc"),
        ("prisoner_number", "A-1234-BC"),
        ("prisoner_number", "A 1 2 3 4 B C"),
        ("prisoner_number", "A\u00a01234\u2013BC"),
        ("pnc_number", "2001/0171310W"),
        ("pnc_number", "01/0171310w"),
        ("pnc_number", "2001 / 017 1310 W"),
        ("pnc_number", "2001-0171310-W"),
        ("pnc_number", "01/171310W"),
        ("cro_number", "265416/21G"),
        ("cro_number", "265416 / 21 g"),
        ("cro_number", "2 6 5 4 1 6 / 2 1 G"),
        ("cro_number", "SF39/83804W"),
        ("national_insurance", "AB123456C"),
        ("national_insurance", "ab 12 34 56 c"),
        ("national_insurance", "AB-12-34-56-C"),
        ("nhs_number", "943 476 5919"),
        ("nhs_number", "943-476-5919"),
        ("nhs_number", "9434765919"),
        ("nhs_number", "9 4 3 4 7 6 5 9 1 9"),
        ("phone", "07700900123"),
        ("phone", "07700 900 123"),
        ("phone", "07700-900-123"),
        ("phone", "07700.900.123"),
        ("phone", "0 7 7 0 0 9 0 0 1 2 3"),
        ("phone", "+44 7700 900123"),
        ("phone", "+44 (0)20 7946 0123"),
        ("phone", "0044 7700 900123"),
        ("phone", "(0161) 496 0123"),
        ("phone", "020 7946 0123"),
        ("phone", "0800 496 0123"),
        ("phone", "0800 496012"),
        ("phone", "+353 86 123 4567"),
        ("postcode", "SW1A 1AA"),
        ("postcode", "sw1a1aa"),
        ("postcode", "m1 1ae"),
        ("postcode", "M1-1AE"),
        ("postcode", "S W 1 A 1 A A"),
        ("email", "jo.bloggs+wing@mail.example"),
        ("email", "jo_bloggs @ mail.example"),
        ("email", "o’brien@mail.example"),
        ("link", "https://www.mail.example/jo?page=2"),
        ("link", "www.mail.example"),
        ("link", "somewhere.org.uk/people/jo"),
        ("link", "t.me/jo_on_the_out"),
        ("handle", "@jo_on_the_out"),
    ],
)
def test_a_written_identifier_is_found_whole_and_surely(kind: str, words: str) -> None:
    assert found_in(f"Well, it was {words}, I think.") == [(kind, words, True)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("pnc_number", "2001/0171310A"),
        ("pnc_number", "01/171310A"),
        ("cro_number", "265416/21H"),
        ("cro_number", "SF39/83804A"),
        ("national_insurance", "QQ 12 34 56 C"),
        ("national_insurance", "AB 12 34 56"),
        ("nhs_number", "943 476 5918"),
        ("phone", "07700 90012"),
        ("postcode", "b12 1st"),
        ("email", "jo.bloggs@hotmail"),
        ("handle", "mr_tadas"),
    ],
)
def test_an_identifier_with_something_wrong_is_found_but_doubted(kind: str, words: str) -> None:
    assert found_in(f"Well, it was {words}, I think.") == [(kind, words, False)]


@pytest.mark.parametrize(
    "words",
    [
        "It was 10:30, or 3 a.m., in 2019 or 2020, [unintelligible 00:01:33] in the 1990s.",
        "24/7 I was there. 24/7s. 50/50, a 120/80 a week, half and half, 9/11, 1/2.",
        "a 2000 of them, a 1990 to, a 1030 am start, A 1500 or so, at 120000 a year",
        "by 10 20 30 a day, in 250000 a year, us 100 or so",
        "1 2 3 4 5 6 7 8 9 10, 0 1 2 3 4 5 6 7 8 9 10, 10 11 12 13 14, 2018 2019 2020 2021",
        "£1,000,000, $3.1415926535, 1000000000 people, 07.30, 7,000,000,000",
        "01/02/2003, 01-02-2003 10:30, 2023-10-05 10:30, 11/2023 A, 2019/20 B",
        "00:01:33,440 --> 00:01:35,000",
        "Ring the Samaritans on 116 123, or 999, or 101.",
        "so 12 3rd, e 1 2nd, the 1st and 2nd, A4, M25, B12, G4S, MP3, PS5, CO2",
        "me @ 5.30pm, look @ this, @ 30, two@5.50",
        "a.m./p.m., e.g. this, i.e.that, end.It was.So, he/she, _really_ good_",
        "page 943, wing 47, cell B, 943 476 59, (0161), +44",
    ],
)
def test_ordinary_numbers_and_words_raise_no_alarm(words: str) -> None:
    assert found_in(words) == []


def test_numbers_in_a_row_are_found_each_for_itself() -> None:
    text = "07700 900123 10 times, 020 7946 0123 or M1 1AE; A1234BC/A1235BD."
    assert [words for _, words, _ in found_in(text)] == [
        "07700 900123",
        "020 7946 0123",
        "M1 1AE",
        "A1234BC",
        "A1235BD",
    ]


def test_a_full_stop_after_an_address_is_not_part_of_it() -> None:
    text = "(See www.mail.example/jo.) Or jo@mail.example. Or “https://mail.example/a”!"
    assert [words for _, words, _ in found_in(text)] == [
        "www.mail.example/jo",
        "jo@mail.example",
        "https://mail.example/a",
    ]


def test_an_address_is_one_finding_though_parts_of_it_look_like_others() -> None:
    assert found_in("jo_a1234bc@mail.example") == [("email", "jo_a1234bc@mail.example", True)]


def test_nothing_is_found_across_a_line_end() -> None:
    assert found_in("A123\n4BC and so 077\n0090 and jo@\nmail") == []


def test_a_number_that_two_rules_claim_goes_to_the_one_whose_check_digit_fits() -> None:
    assert found_in("0101234569") == [("phone", "0101234569", True)]
    assert found_in("0204567890") == [("nhs_number", "0204567890", True)]


@pytest.mark.parametrize(
    "repeated",
    ["a", "0 ", "1 2 ", "A1234B", "a.", "a@", "@", "_a", "www.", "1/", "+44 ", "o'", "é"],
)
def test_a_hostile_text_does_not_hide_the_number_at_its_end(repeated: str) -> None:
    text = repeated * (100_000 // len(repeated)) + "\nA1234BC"
    assert found_in(text)[-1] == ("prisoner_number", "A1234BC", True)


def test_real_conversations_raise_at_most_a_handful_of_alarms() -> None:
    shared = os.environ.get("TOOLKIT_SHARED")
    if not shared:
        pytest.skip("needs AnnoMI: set TOOLKIT_SHARED to the folder that holds data/annomi")
    table = Path(shared, "data", "annomi", "AnnoMI-full.csv")
    with table.open(encoding="utf-8", newline="") as file:
        turns = {row["utterance_text"] for row in csv.DictReader(file)}
    assert len(turns) > 7_000
    assert sum(len(find_identifiers(turn)) for turn in turns) <= 5
