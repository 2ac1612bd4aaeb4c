"""What holds of screening for every text."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.screening.check_digits import has_nhs_check_digit, police_check_letter
from toolkit.screening.finding import Finding, FindingClass, Kind, settle_overlaps
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.pseudonyms import suggest_replacement
from toolkit.screening.screen import find_all

few = settings(max_examples=60, deadline=None)

# Texts out of the very characters that identifiers are made of, to come close to them often.
hostile_texts = st.text(alphabet="aAmM14709/.@-+ _()\n:'éſıK٣", max_size=80)
letters = st.sampled_from("ABCDEFGHJKLMNPRSTWXYZ")
gaps = st.sampled_from(["", " ", "-", "\u00a0", " - "])


def digits(size: int) -> st.SearchStrategy[str]:
    return st.text(alphabet="0123456789", min_size=size, max_size=size)


@st.composite
def prisoner_numbers(draw: st.DrawFn) -> str:
    gap = draw(gaps)
    return gap.join([draw(letters), draw(digits(4)), draw(letters) + draw(letters)])


@st.composite
def pnc_numbers(draw: st.DrawFn) -> str:
    year, serial = draw(st.integers(1950, 2030)), draw(digits(7))
    letter = police_check_letter(str(year)[2:], serial)
    shown = str(year) if draw(st.booleans()) else str(year)[2:]
    return f"{shown}/{serial}{draw(gaps)}{letter}"


@st.composite
def cro_numbers(draw: st.DrawFn) -> str:
    year, serial = draw(digits(2)), draw(digits(6))
    return f"{serial}/{year}{draw(gaps)}{police_check_letter(year, serial)}"


@st.composite
def phone_numbers(draw: st.DrawFn) -> str:
    # 7700 900 and three digits: numbers that are kept free for stories.
    gap, last = draw(gaps), draw(digits(3))
    return draw(st.sampled_from(["0", "+44", "0044", "+44 (0)"])) + gap.join(["7700", "900", last])


identifiers = st.one_of(
    st.tuples(st.just(Kind.PRISONER_NUMBER), prisoner_numbers()),
    st.tuples(st.just(Kind.PNC_NUMBER), pnc_numbers()),
    st.tuples(st.just(Kind.CRO_NUMBER), cro_numbers()),
    st.tuples(st.just(Kind.PHONE), phone_numbers()),
)
SPEECH = "I was there, then. He said it on the wing - 24/7, 10 years, all of it"
# "I I 10 24" is a number plate for all that a rule can tell.
ordinary_words = (
    st.lists(st.sampled_from(SPEECH.split()), min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda text: "I I" not in text)
)


@few
@given(hostile_texts)
def test_findings_are_in_order_apart_inside_the_text_and_on_one_line(text: str) -> None:
    end = 0
    for found in find_identifiers(text):
        assert end <= found.start < found.end <= len(text)
        assert "\n" not in text[found.start : found.end]
        assert text[found.start : found.end] not in found.reason
        end = found.end


@few
@given(hostile_texts, hostile_texts)
def test_a_line_is_read_alike_whatever_stands_in_the_others(first: str, second: str) -> None:
    shift = len(first) + 1
    moved = tuple(
        replace(found, start=found.start + shift, end=found.end + shift)
        for found in find_identifiers(second)
    )
    assert find_identifiers(f"{first}\n{second}") == find_identifiers(first) + moved


@few
@given(ordinary_words, identifiers, ordinary_words)
def test_a_planted_identifier_is_found_exactly(
    before: str, planted: tuple[Kind, str], after: str
) -> None:
    kind, words = planted
    text = f"{before} {words}, {after}"
    start = len(before) + 1
    assert [(f.kind, f.start, f.end, f.sure) for f in find_identifiers(text)] == [
        (kind, start, start + len(words), True)
    ]


@few
@given(ordinary_words, identifiers, ordinary_words)
def test_nothing_is_left_to_find_once_it_is_replaced(
    before: str, planted: tuple[Kind, str], after: str
) -> None:
    text = f"{before} {planted[1]}, {after}"
    for found in reversed(find_identifiers(text)):
        text = text[: found.start] + suggest_replacement(found.kind) + text[found.end :]
    assert find_identifiers(text) == ()


@few
@given(digits(2), digits(7), st.integers(0, 6), st.integers(1, 9))
def test_the_police_letter_tells_of_any_one_wrong_digit(
    year: str, serial: str, place: int, shift: int
) -> None:
    wrong = str((int(serial[place]) + shift) % 10)
    mistyped = serial[:place] + wrong + serial[place + 1 :]
    assert police_check_letter(year, serial) != police_check_letter(year, mistyped)


@few
@given(digits(9))
def test_at_most_one_last_digit_fits_an_nhs_number(first_nine: str) -> None:
    fitting = [last for last in "0123456789" if has_nhs_check_digit(first_nine + last)]
    assert len(fitting) <= 1


@few
@given(
    st.lists(
        st.builds(
            lambda start, size, kind, sure: Finding(
                start, start + size, FindingClass.BLOCK, kind, sure, "a reason"
            ),
            st.integers(0, 60),
            st.integers(1, 12),
            st.sampled_from(Kind),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_settled_findings_are_apart_and_cover_just_what_was_found(findings: list[Finding]) -> None:
    settled = settle_overlaps(findings)
    places = [place for found in settled for place in range(found.start, found.end)]
    assert places == sorted({p for found in findings for p in range(found.start, found.end)})
    assert settle_overlaps(settled) == settled


TALK = (
    "I asked Darren's mate, Mr. O'Brien in HMP Hull and Reading; cell 2-14 on B wing! At 19 he "
    "got nine years of a fourteen \u2013 in '98, [laughs] by oh seven double seven dot com \u00b2 "
    "\n \n St Thomas' Hospital Crown Court miss you will grace 12/03/2019 the third of may"
)
talk = st.lists(st.sampled_from(TALK.split(" ")), max_size=30).map(" ".join)


@few
@given(st.one_of(talk, talk.map(str.lower), hostile_texts))
def test_everything_found_is_in_order_apart_inside_the_text_and_on_one_line(text: str) -> None:
    end = 0
    for found in find_all(text):
        assert end <= found.start < found.end <= len(text)
        assert "\n" not in text[found.start : found.end]
        assert text[found.start].strip() and text[found.end - 1].strip()
        end = found.end
