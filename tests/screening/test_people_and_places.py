"""People by title and name, places by list and neighbour, and the words that are only words."""

import pytest

from toolkit.screening.screen import find_all


def found_in(text: str) -> list[tuple[str, str]]:
    return [(found.kind.value, text[found.start : found.end]) for found in find_all(text)]


@pytest.mark.parametrize(
    "name",
    [
        "Mr Jones",
        "Miss Carter",
        "Mrs O'Brien",
        "Officer Baker",
        "Governor Hughes",
        "SO Harris",
        "CM Patel",
        "PO Chaudhry",
        "Dr Mensah",
        "Mr J",
        "Father Michael",
        "Auntie Pat",
        "Ms Smith-Jones",
    ],
)
def test_a_title_and_its_name_are_one_finding(name: str) -> None:
    assert found_in(f"I went and asked {name} about it.") == [("titled_name", name)]


@pytest.mark.parametrize(
    "name",
    ["Darren", "Winston Clarke", "Abdirahman", "Szymon", "Nguyen", "Wrzesniewski", "Tommo"],
)
def test_a_name_is_found_without_its_possessive(name: str) -> None:
    assert found_in(f"It was {name}'s idea, I think.") == [("name", name)]
    assert found_in(f"and {name}'ll tell you. I said so.")[0][1] == name


@pytest.mark.parametrize("name", ["darren", "leanne", "besnik", "kowalczyk", "mohammed", "gaz"])
def test_a_name_in_lower_case_is_found(name: str) -> None:
    assert found_in(f"so i was sat there with {name} and he was in bits") == [("name", name)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("I was in Belmarsh by then.", "prison", "Belmarsh"),
        ("i was in belmarsh by then", "prison", "belmarsh"),
        ("It was better in Long Lartin.", "prison", "Long Lartin"),
        ("I came from HMP Northway then.", "prison", "HMP Northway"),
        ("They put him on Thames wing first.", "wing", "Thames wing"),
        ("He was put in K-09, next door.", "cell", "K-09"),
        ("It was Reading Crown Court. Guilty.", "court", "Reading Crown Court"),
        ("We were all in the Scrubs.", "prison", "the Scrubs"),
        ("we were all in the ville then", "prison", "the ville"),
        ("That was in Strangeways, that.", "prison", "Strangeways"),
        ("She lives in Rotherham now.", "town", "Rotherham"),
        ("He was at Snaresbrook Crown Court.", "court", "Snaresbrook Crown Court"),
        ("He was at Cardiff Magistrates' Court.", "court", "Cardiff Magistrates' Court"),
        ("They took her to St Thomas' Hospital.", "hospital", "St Thomas' Hospital"),
        ("They took me to Addenbrooke's.", "hospital", "Addenbrooke's"),
        ("I was on B wing.", "wing", "B wing"),
        ("I was on houseblock four.", "wing", "houseblock four"),
        ("I was on G2 landing.", "wing", "G2 landing"),
        ("They found him in cell 2-14.", "cell", "cell 2-14"),
        ("I was in cell number nine.", "cell", "cell number nine"),
        ("She lives on Acacia Road.", "street", "Acacia Road"),
        ("It is West Yorkshire Probation.", "probation_area", "West Yorkshire Probation"),
    ],
)
def test_a_place_is_found_whole(text: str, kind: str, words: str) -> None:
    assert (kind, words) in found_in(text)


ORDINARY = [
    "You may think so, and I will say it, with the grace of God and a bit of hope.",
    "There was a mark on the bill, to be frank, and he'd rob you and jack it in.",
    "I was reading a book in the bath, and they send you down, it's a big deal.",
    "The hull of the boat, a sandwich, and rugby on the telly.",
    "Yes Sir, no Sir. Miss, can I have a word? I said, Sir, please.",
    "The Listeners and the Samaritans met on a Monday in the summer.",
    "On the wing, on the twos, on the threes, by the seg, in my cell, two to a cell.",
    "We had Spice, Subutex, a PlayStation, Weetabix and Netflix at Christmas.",
    "The governor said the officer was at Crown Court and the hospital was full.",
    "You miss your kids and you miss home.",
    "A Cat B local, a Cat C, the main road, the high street, every wing, a new wing.",
    "New Year, the Prince's Trust, the Ministry of Justice and the Parole Board.",
    "It was young men, black and white, poor and strong, tall and short.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay_ordinary(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay_ordinary_in_lower_case(text: str) -> None:
    assert found_in(text.lower()) == []


@pytest.mark.parametrize("text", ["[pause]", "[laughs] no", "[prison B] and [Officer 3]", "[mhm]"])
def test_notes_and_replacements_in_brackets_are_not_found_again(text: str) -> None:
    assert found_in(f"And then I {text} I went.") == []


@pytest.mark.parametrize(
    "words",
    ["St Peter's", "Bradford Crown", "Leeds General", "D3", "cell 3-22", "the Mater", "D3/21"],
)
def test_places_by_what_people_call_them_are_found(words: str) -> None:
    text = f"I was taken from there on {words} four days later."
    assert any(words[-4:] in text[f.start : f.end] for f in find_all(text)), find_all(text)


def test_a_name_that_was_found_once_is_found_where_nothing_tells_of_it() -> None:
    text = "I went to see Officer Brannigan then.\nBrannigan? No.\nDamp. Cockroaches. Landline."
    assert [text[f.start : f.end] for f in find_all(text)] == ["Officer Brannigan", "Brannigan"]


def test_a_name_that_is_spelt_out_is_found() -> None:
    text = "He spelt it for me, Z B I G N I E W, and I said a b c."
    assert [text[f.start : f.end] for f in find_all(text)] == ["Z B I G N I E W"]


@pytest.mark.parametrize(
    "text",
    [
        "He teached me English from EastEnders, in May, and I prayed to Jesus.",
        "It is not the Hilton. They had the PNC and the CRO wrong.",
        "A Jack Russell, it was. We got it in Tesco at Christmas.",
        "naebody had the photie, so i says tae him, it wasnae aboot the hoose.",
    ],
)
def test_what_is_written_large_or_in_dialect_is_nobody(text: str) -> None:
    assert find_all(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There's a boy, Toaster, he phones every night. It is so.", ["Toaster"]),
        ("Fearghal, his name was. We sat there. And so on.", ["Fearghal"]),
        ("It was me and Raf. Then the RAF came. And so on.", ["Raf"]),
        ("We played Call of Duty. It was Still Game. And so on.", []),
        ("He had the PWITS and a DTO. It went on. And so on.", []),
        ("HE SAID IT LOUD. It Was So. Then It Went. And so on.", []),
    ],
)
def test_a_large_word_that_no_list_explains_may_be_a_name(text: str, found: list[str]) -> None:
    named = [f for f in find_all(text) if f.kind.value in ("name", "nickname")]
    assert [text[f.start : f.end] for f in named] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They took him to the Royal, in cuffs. So it was.", "the Royal"),
        ("He passed in King's. It was so.", "King's"),
        ("The King's Speech was on. The Royal Family came. It was so.", ""),
        ("I stood at his door, 2-09, and talked. So it was.", "2-09"),
        ("He stayed in his cell. Two-nineteen. So it was.", "Two-nineteen"),
        ("We won, 2-10, and then we sang. So it was.", ""),
        ("I was on the wing, it was T4 first. So it was.", "T4"),
        ("We took the M4 and a sheet of A4. So it was.", ""),
    ],
)
def test_a_place_that_is_called_for_short(text: str, found: str) -> None:
    places = [f for f in find_all(text) if f.of_class.value == "place"]
    assert [text[f.start : f.end].removeprefix("the ") for f in places] == (
        [found.removeprefix("the ")] if found else []
    )


def test_a_cell_with_a_nought_and_every_court_are_found() -> None:
    text = "There was a lad in 3-07 who had stood in the Old Bailey and the High Court."
    found = [text[one.start : one.end] for one in find_all(text)]
    assert found == ["3-07", "Old Bailey", "High Court"]
    assert not find_all("We watched the news on Guy Fawkes Night, and he got rich, the bill said.")


def test_who_is_spoken_to_in_quotation_marks_is_found() -> None:
    text = 'He said, "Prof, what is that?" and I said, "Look, ask A Hall."'
    assert [text[one.start : one.end] for one in find_all(text)] == ["Prof", "A Hall"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What did they call you?\nOh, Auntie Buttons. Every one of them.", "Auntie Buttons"),
        ("Had you a nickname?\nYeah. Thimble.", "Thimble"),
        ("Did they call you up?\nNo, they never did that.", ""),
    ],
)
def test_a_byname_is_found_in_the_answer_to_what_somebody_is_called(text: str, found: str) -> None:
    assert [text[one.start : one.end] for one in find_all(text)] == [found] * bool(found)
