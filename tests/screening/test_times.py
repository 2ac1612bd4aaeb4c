"""Dates, ages and sentence lengths: what is one, and what is ordinary talk of time."""

import pytest

from toolkit.screening.finding import settle_overlaps
from toolkit.screening.screen import find_all
from toolkit.screening.times import find_times
from toolkit.screening.tokens import read_tokens


def found_in(line: str) -> list[tuple[str, str]]:
    findings = settle_overlaps(find_times(read_tokens(line), 0))
    return [(found.kind.value, line[found.start : found.end]) for found in findings]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("on the 12th of March 2019", "the 12th of March 2019"),
        ("12 March 2019 it was", "12 March 2019"),
        ("it was the third of may", "the third of may"),
        ("on Tuesday the fourteenth we went", "Tuesday the fourteenth"),
        ("in march twenty nineteen", "march twenty nineteen"),
        ("March the 12th, that was", "March the 12th"),
        ("back in ninety eight", "ninety eight"),
        ("back in '98 it was", "'98"),
        ("since two thousand and four", "two thousand and four"),
        ("nineteen eighty-four", "nineteen eighty-four"),
        ("on the 14th, yeah", "the 14th"),
        ("the twenty third of january two thousand and eleven", ""),
        ("the third of the fifth eighty four", ""),
        ("12/03/2019", "12/03/2019"),
        ("12.3.19", "12.3.19"),
        ("2019-03-12", "2019-03-12"),
        ("on 12/03 they came", "12/03"),
        ("in the summer of 2018", "2018"),
        ("d o b oh three oh five eighty four", "oh three oh five eighty four"),
    ],
)
def test_a_date_is_found(line: str, found: str) -> None:
    assert found_in(line) == [("date", found or line)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("I was fifteen when I went in", "fifteen"),
        ("I'm fifty-two now", "fifty-two"),
        ("he was only nineteen", "nineteen"),
        ("a 34-year-old", "34-year-old"),
        ("aged 41", "41"),
        ("at the age of fourteen", "fourteen"),
        ("my daughter's six", "six"),
        ("she turned thirty", "thirty"),
        ("I went in at 21 and", "21"),
        ("six years old", "six years old"),
        ("seventy-four years of age", "seventy-four years of age"),
        ("I'm seventy-three myself", "seventy-three"),
        ("one lad, twenty-two, from the north", "twenty-two"),
        ("this young lass, only nineteen.", "nineteen"),
        ("he was maybe seventy, very polite", "seventy"),
    ],
)
def test_an_exact_age_is_found(line: str, found: str) -> None:
    assert found_in(line) == [("age", found)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("did nine years of a fourteen", "nine years of a fourteen"),
        ("an IPP with a tariff of four years", "an IPP with a tariff of four years"),
        ("life with a minimum of eighteen years", "life with a minimum of eighteen years"),
        ("I got 12 years", "12 years"),
        ("a ten year sentence", "a ten year sentence"),
        ("a four-year sentence", "a four-year sentence"),
        ("served six and a half years", "six and a half years"),
        ("doing a fourteen", "a fourteen"),
        ("got a six stretch", "a six stretch"),
        ("sentenced to three years and four months", "three years and four months"),
        ("twenty two years inside", "twenty two years"),
        ("I was looking at ten years", "ten years"),
        ("recalled for 28 days", "28 days"),
        ("an IPP with a tariff of three, and", "an IPP with a tariff of three"),
        ("did four of an eight", "four of an eight"),
        ("Leeds Crown, fraud, seven years", "seven years"),
        ("I got a twelve.", "a twelve"),
        ("back for a nine-month recall", "a nine-month recall"),
    ],
)
def test_a_sentence_length_is_found(line: str, found: str) -> None:
    assert found_in(line) == [("sentence_length", found)]


@pytest.mark.parametrize(
    "line",
    [
        "in the summer",
        "three weeks, two months, a year or so",
        "ten o'clock, half past ten, at ten, from ten to two",
        "I may go, they will march on, in may, every monday",
        "for about five years, two years ago, I've been a Listener for three years",
        "I did two years of training",
        "three times, twenty minutes, twenty quid, eighty per cent",
        "I was one of them, there was two of us, I got two kids",
        "on the threes, on the third floor, on the second time",
        "24/7 and 50/50 and 1/2 and 10:30",
        "ten to fifteen people, in twenty or thirty cells, two thousand prisoners",
        "on a scale of one to ten I'm about a seven",
        "christmas day, boxing day, new year",
        "they gave me three phone calls",
        "\u00b2\u00b2 th of march, \u0661\u0662 of it",
    ],
)
def test_ordinary_talk_of_time_is_left_alone(line: str) -> None:
    assert found_in(line) == []
    assert found_in(line.lower()) == []


@pytest.mark.parametrize(
    "line",
    [
        "I was fourteen stone then, and he was twenty yards away",
        "I'm seven and a half stone",
        "she was twenty minutes late, it was thirty degrees",
        "there was nothing, twenty, thirty of us",
        "he said, twenty, and I said no",
    ],
)
def test_what_is_counted_is_no_age(line: str) -> None:
    assert [found for found in found_in(line) if found[0] == "age"] == []


def test_a_number_alone_is_an_age_where_somebody_was_asked_for_theirs() -> None:
    text = "How old were you then?\nEr, nineteen. It was hard.\nHow many were there?\nNineteen."
    assert [(f.kind.value, text[f.start : f.end]) for f in find_all(text)] == [("age", "nineteen")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He was twenty-two, my lad.\nTwenty-two. I ask you.", ["twenty-two", "Twenty-two"]),
        ("I got eleven years.\n\nEleven. My mum cried.", ["eleven years", "Eleven"]),
        (
            "There's one, he's eight, and Lewis, six and a half.",
            ["eight", "Lewis", "six and a half"],
        ),
        ("I was nineteen then. Twenty now.", ["nineteen", "Twenty"]),
        ("We had eleven of us. Eleven! And he was nine.", ["nine"]),
    ],
)
def test_what_was_told_once_is_found_again(text: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_all(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He was on a, um, a twenty-two. At, at Leeds.", ["a, um, a twenty-two", "Leeds"]),
        ("I got, er, I got four years, four years six months.", ["four years six months"]),
        ("He was, he was, uh, sixteen, just a kid.", ["sixteen"]),
        ("We had the, the same cell, and he had a, a laugh.", []),
    ],
)
def test_who_stammers_is_read_as_they_meant_it(text: str, found: list[str]) -> None:
    assert {text[f.start : f.end] for f in find_all(text)} >= set(found)
    assert found or not find_all(text)


def test_an_answer_may_stand_behind_a_word_or_two() -> None:
    text = "What was your own sentence, if you don't mind?\nNah, it's cool. Five and a half."
    assert [text[f.start : f.end] for f in find_all(text)] == ["Five and a half"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What did the judge give you?\nI'd the full eight to do.", ["eight"]),
        ("What did the judge give you?\nIt was all right. I sat for eight minutes.", []),
        ("How old were you?\nYoung. So, thirty-nine. I had three chairs.", ["thirty-nine"]),
        ("He was a retired choirmaster, eighty-four, with a bad chest.", ["eighty-four"]),
        ("I sat there with my fifty-four months and a bag.", ["fifty-four months"]),
        ("They let me out after two and a half years.", ["two and a half years"]),
        ("Come the back end of September, we moved. Every June we go.", ["September"]),
    ],
)
def test_the_talk_around_tells_what_a_number_is(text: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_all(text)] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("forty-nine, me, so I keep out of it", ["forty-nine"]),
        ("I'd only just gone thirty-three", ["thirty-three"]),
        ("I couldn't drive till I was forty, or swim till fifty", ["forty", "fifty"]),
        ("she was four when it began and nine when it ended", ["four", "nine"]),
        ("three kids, fourteen, ten and five", ["fourteen", "ten", "five"]),
        ("Twenty-two I was, and green as grass", ["Twenty-two"]),
        ("I was twenty-three, twenty-four when we met", ["twenty-three, twenty-four"]),
        ("I was in foster homes from seven.", ["seven"]),
        ("they made a cake for my twenty-first", ["twenty-first"]),
        ("the baby was five months.", ["five months"]),
    ],
)
def test_the_phrase_around_a_number_tells_an_age(line: str, found: list[str]) -> None:
    assert {("age", words) for words in found} <= set(found_in(line))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("He got sixteen and his brother got thirteen.", ["sixteen", "thirteen"]),
        ("I went down for seven.", ["seven"]),
        ("it was only a six, in the end", ["a six"]),
        ("a year into a long nine", ["a long nine"]),
        ("he was doing twelve for a robbery", ["twelve"]),
        ("the judge said eleven, and I sat down", ["eleven"]),
        ("Eight years, he gave me.", ["Eight years"]),
        ("I'd four years left to do", ["four years"]),
        ("one of them was serving life, for what it's worth", ["life"]),
        ("an extended, fourteen plus three", ["fourteen plus three"]),
        ("she had forty days added", ["forty days"]),
        ("it went from thirteen to nine on appeal", ["thirteen to nine"]),
        ("he had eleven years for his part in it", ["eleven years"]),
        ("they added thirty-five days on him for the phone", ["thirty-five days"]),
        ("our lad was daein eight months", ["eight months"]),
        ("I did three and a half, and out", ["three and a half"]),
    ],
)
def test_the_phrase_around_a_number_tells_a_length(line: str, found: list[str]) -> None:
    assert {("sentence_length", words) for words in found} <= set(found_in(line))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Me, fifty-two, and my nan ninety, against the lot of them.", ["fifty-two", "ninety"]),
        ("By then I'm sixty-three with a bad hip.", ["sixty-three"]),
        ("He looked like nothing, forty and no teeth", ["forty"]),
        ("They sent a governor of thirty-three. In a jail for men!", ["thirty-three"]),
        ("I was the youngest, eighteen and two days.", ["eighteen"]),
    ],
)
def test_a_number_that_counts_nothing_is_shown_to_a_person(line: str, found: list[str]) -> None:
    assert {words for _, words in found_in(line)} >= set(found)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("it was the end of March, or early may", ["March", "may"]),
        ("it was March time", ["March"]),
        ("it was the sixteenth, I know it was", ["the sixteenth"]),
        ("on the eighth they came for him", ["the eighth"]),
        ("Oh four, that would have been", ["Oh four"]),
        ("it was ninety-three, that", ["ninety-three"]),
        ("she wrote to us from the second to the ninth and stopped", ["the second", "the ninth"]),
        ("it was shut, oh-four to oh-nine, all that time", ["oh-four", "oh-nine"]),
        ("not before two thousand, I'd say", ["two thousand"]),
        ("he went in '89 and never wrote", ["'89"]),
        ("my course started August, or was it", ["August"]),
        ("that must have been seventy-eight, the snow", ["seventy-eight"]),
    ],
)
def test_part_of_a_date_is_found(line: str, found: list[str]) -> None:
    assert {("date", words) for words in found} <= set(found_in(line))


@pytest.mark.parametrize(
    "line",
    [
        "the van left at six and was back from court by four",
        "I got four calls, then I got three in one night",
        "some nights you'd get six, seven of them",
        "out of ten I'd say a seven, or at least like a six",
        "twelve of us did the course, five passed and seven got nothing",
        "I got a ten-inch telly and a four-pack",
        "I did nine years as a plasterer and six years in the navy",
        "I was ten stone when I went in and fourteen when I came out",
        "he was thirty-something, and I did twenty-odd years on the wards",
        "that may have been, on the third I gave up, in the nineteenth",
        "they march off early, but you may come",
        "a group of fifteen, and then at a quarter to eight a mark out of ten",
        "we had thirteen pages of it. Thirteen!",
        "I was P41, they said, and he was P52.",
        "we went from the third to the fifth landing, two thousand men and more",
    ],
)
def test_other_numbers_and_months_are_let_go(line: str) -> None:
    assert found_in(line) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What year was it?\nEr, oh six.", ["oh six"]),
        ("When was that, then?\nMay. No later.", ["May"]),
        ("When did you start there?\nThe second, it was a Friday.", ["second"]),
        ("When was that, then?\nWe may never know.", []),
        ("I got nine years.\nRight.\nYes.\nSo.\nYou do the nine and go.", ["nine years", "nine"]),
        ("I got nine years.\nRight.\nYes.\nSo.\nThe nine of us sat.", ["nine years"]),
    ],
)
def test_what_was_asked_or_told_before_tells_what_is_said(text: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_all(text)] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("my mother was sixty when she first flew", ["sixty"]),
        ("he'd a wee girl of two, and she had his eyes", ["two"]),
        ("from sixteen to thirty I was never still", ["sixteen to thirty"]),
        ("he must have been eighty odd", ["eighty odd"]),
        ("she's fifteen now, coming up to sixteen", ["fifteen", "sixteen"]),
        ("a quiet woman, thirty-six, four children", ["thirty-six"]),
        ("her little boy, five, and a dog", ["five"]),
        ("he got life, seventeen minimum", ["life", "seventeen"]),
        ("a life sentence, or life with a fifteen", ["life", "a fifteen"]),
        ("I'd an eight to do", ["an eight"]),
        ("we only got ten weeks.", ["ten weeks"]),
        ("it was the winter of ninety-two", ["ninety-two"]),
        ("the fifth, it was a Sunday", ["the fifth"]),
        ("on the seventeenth of that month", ["the seventeenth"]),
    ],
)
def test_a_time_is_found_by_whom_or_what_it_is_of(line: str, found: list[str]) -> None:
    assert {words for _, words in found_in(line)} >= set(found)


def test_what_anybody_is_told_is_no_age() -> None:
    assert found_in("you can vote when you're eighteen") == []
    assert found_in("I was eighteen when I voted") == [("age", "eighteen")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On a scale of one to ten?\nA six. Well, a seven.", []),
        ("So a long one, then.\nTwelve.", ["Twelve"]),
        ("And you were a teenager?\nSeventeen, and green.", ["Seventeen"]),
        ("Was it early November?\nThe fourth, I think.", ["November", "fourth"]),
        (
            "Just the facts, then. Age?\nForty-four. Forty-five on the Monday.",
            ["Forty-four", "Forty-five"],
        ),
        ("Now what am I now? Sixty-eight, and tired.", ["Sixty-eight"]),
        ("So they gave you...\nThirty month.", ["Thirty month"]),
        ("She left at seventeen, two kids, no word since.", ["seventeen"]),
    ],
)
def test_a_question_tells_what_its_answer_is(text: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_all(text)] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("She had done seven of her twelve by Easter", "seven of her twelve"),
        ("They cut it from eleven down to eight", "eleven down to eight"),
        ("Two months came off my thirteen.", "thirteen"),
        ("The judge handed our Wayne five years", "five years"),
        ("I was sat beside a lad with six weeks.", "six weeks"),
        ("I did just shy of four years", "four years"),
        ("I got a year and a half for it", "a year and a half"),
        ("A year, suspended, is what it was", "A year"),
        ("Nine years they gave him", "Nine years"),
        ("I had ten weeks left on my licence", "ten weeks"),
        ("Anything over four years and they watch you", "four years"),
        ("Three years of my life, wasted", "Three years"),
        ("My second recall, ten days, was worse", "ten days"),
        ("the lads who moan about their eight months", "eight months"),
        ("Ten years looks longer from the front", "Ten years"),
        ("It was her that wanted fifteen, so she was gutted", "fifteen"),
    ],
)
def test_a_length_is_found_by_what_it_is_part_of_and_who_had_it(line: str, found: str) -> None:
    assert ("sentence_length", found) in found_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "My niece is doing a three-year degree",
        "I've two years left on my lease",
        "We waited nine months for a dentist",
        "It took me four months to find it",
        "I was a roofer for eleven years, me",
        "I'd been married six years, nearly",
        "Four years clean, and I still count",
        "I drove the van thirty-three years",
        "The bus comes at ten to eight",
        "There were a hundred and twelve of us",
        "I gave him three of my biscuits",
        "She is six years younger than me",
    ],
)
def test_years_and_numbers_of_other_things_are_let_go(line: str) -> None:
    assert "sentence_length" not in [kind for kind, _ in found_in(line)]
