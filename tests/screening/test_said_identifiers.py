"""Numbers and addresses that are said aloud: found whole, whatever stands between the digits."""

import pytest

from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.said_numbers import rewrite_said
from toolkit.screening.tokens import read_tokens


def found_in(text: str) -> list[tuple[str, str]]:
    return [(found.kind.value, text[found.start : found.end]) for found in find_identifiers(text)]


SAID = [
    ("phone", "oh-seven-seven-hundred, nine-hundred, one-four-two"),
    ("prisoner_number", "A three five double three B X"),
    ("prisoner_number", "A three, five, er, double three, um, B X"),
    ("prisoner_number", "A - three - five - thirty-three - B - X"),
    ("prisoner_number", "alpha three five three three bravo xray"),
    ("prisoner_number", "A for apple three five double three B X"),
    ("pnc_number", "two thousand and one slash oh one seven one three one oh W"),
    ("pnc_number", "twenty oh one stroke zero one seven one three one zero, W"),
    ("cro_number", "two six five four one six slash twenty one G"),
    ("national_insurance", "A B one two three four five six C"),
    ("nhs_number", "nine four three, four seven six, five nine one nine"),
    ("passport", "five three three two one oh four nine one"),
    ("driving_licence", "M O R G A six five seven oh five four S M nine I J"),
    ("number_plate", "Y K oh seven H T D"),
    ("phone", "oh seven seven double oh nine hundred one two three"),
    ("phone", "oh seven seven, oh oh... nine double oh, er, one two three"),
    ("phone", "o double seven o o nine o o one two three"),
    ("phone", "plus four four seven seven zero zero nine zero zero one two three"),
    ("phone", "07700, er, 900 123"),
    ("postcode", "S W one A one double A"),
    ("postcode", "L S twenty one, four A B"),
    ("email", "jo dot bloggs at gmail dot com"),
    ("email", "t a d a s dot k ninety one at mail dot example"),
    ("email", "jo underscore bloggs at hotmail dot co dot uk"),
    ("email", "jo.bloggs at gmail.com"),
    ("link", "w w w dot somewhere dot org dot uk"),
    ("link", "double u double u double u dot somewhere dot org"),
    ("handle", "mr underscore tadas"),
    ("handle", "mr underscore tadas ninety one"),
]


@pytest.mark.parametrize(("kind", "words"), SAID)
def test_what_is_said_aloud_is_found_whole(kind: str, words: str) -> None:
    assert found_in(f"Well, it was {words}. That is all.") == [(kind, words)]


@pytest.mark.parametrize(("kind", "words"), SAID)
def test_what_is_said_aloud_is_found_in_lower_case(kind: str, words: str) -> None:
    assert found_in(f"yeah the one was {words.lower()} yeah") == [(kind, words.lower())]


@pytest.mark.parametrize(
    "words",
    [
        "One two three four five six seven eight nine ten, here I come.",
        "It was one or two or three, four at most, five times a day for six days.",
        "Ten, twenty, thirty, forty, fifty quid, sixty, seventy.",
        "Twenty three hours a day, seven days a week, three hundred and sixty five days.",
        "I work at a place, dot dot dot, you know. She dotted it. Look at that dot there.",
        "I had one, he had two, a third had three and a half.",
        "Double bubble, triple the price, at least.",
        "Nought. Zero. Oh, one more. Oh oh.",
    ],
)
def test_counting_and_ordinary_talk_raise_no_alarm(words: str) -> None:
    assert found_in(words) == []
    assert found_in(words.lower()) == []


def test_a_digit_more_than_a_number_has_does_not_leave_one_behind() -> None:
    text = "I had two, nine four three four seven six five nine one nine and that"
    assert found_in(text)[0][1].endswith("one nine")


def test_a_letter_before_a_number_does_not_hide_it() -> None:
    assert found_in("He had a G12 1AY on it") == [("postcode", "G12 1AY")]


def test_every_character_rewritten_remembers_where_it_came_from() -> None:
    line = "it was a three five, er, double three b x."
    said = rewrite_said(line, read_tokens(line))
    assert said is not None
    assert said.text == "it was A 3 5 3 3 B X."
    assert len(said.starts) == len(said.ends) == len(said.text)
    assert line[said.starts[7] : said.ends[7]] == "a"
    assert line[said.starts[13] : said.ends[13]] == "double three"


def test_a_line_without_numbers_is_not_rewritten() -> None:
    assert rewrite_said("nothing here", read_tokens("nothing here")) is None


@pytest.mark.parametrize(
    ("line", "kind", "found"),
    [
        (
            "it was capital A, nine three double one, D, P then",
            "prisoner_number",
            "capital A, nine",
        ),
        (
            "ask jolanta underscore k at baltmail dot lt",
            "email",
            "jolanta underscore k at baltmail",
        ),
        ("look at www dot clydeside hyphen recovery dot scot", "link", "clydeside hyphen recovery"),
        ("he is grampycliff1949 on there", "handle", "grampycliff1949"),
    ],
)
def test_the_rest_of_what_was_said_is_part_of_it(line: str, kind: str, found: str) -> None:
    hits = [(f.kind.value, line[f.start : f.end]) for f in find_identifiers(line)]
    assert any(one == kind and found in words for one, words in hits), hits
