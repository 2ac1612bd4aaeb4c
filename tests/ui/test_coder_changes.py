"""What a browser sends is checked to the character, and nothing crafted passes."""

import json
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.codebook import Code, Codebook, OwnCode, Theme
from toolkit.model.coding import Answer, Coding
from toolkit.model.reading_aids import ReadingAids
from toolkit.model.transcript import ContentNote, Transcript, build_transcript
from toolkit.ui.text_coder import AddCoding, RemoveCoding, read_outbox
from toolkit.ui.text_coder.changes import MAX_ITEMS, MAX_LINE
from toolkit.ui.text_coder.sent import sent_codings, sent_text
from toolkit.ui.text_coder.wording import WORDS

PIECES = st.sampled_from(
    [
        "night ",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "🇬🇧",
        "e\u0301",
        "o\u0323\u0302",
        "שלום ",
        "مرحبا ",
        "日本語",
        "\u200d",
        "\n",
        "𝔘",
        " ",
    ]
)
TURNS = st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=5)
CODES = {"R06", "V01"}


def transcript(*turns: str) -> Transcript:
    return build_transcript("P07", [("R", words, "") for words in turns], transcript_id="t")


TEXT = transcript("Up all night, I was.", "And 👨‍👩‍👧‍👦 who came?")


def nonce(number: int) -> str:
    return f"{number:016x}"


def item(
    number: int = 1,
    act: str = "add",
    start: int = 3,
    end: int = 12,
    text: Transcript = TEXT,
    **other: object,
) -> dict[str, object]:
    plain = {
        "nonce": nonce(number),
        "act": act,
        "start": start,
        "end": end,
        "quotation": text.text[start:end],
        "answer": "code",
        "code": "R06",
        "line": "",
    }
    return {**plain, **other}


def outbox(*items: object, text: Transcript = TEXT) -> dict[str, object]:
    return {"text": f"{text.id}/{text.version}", "items": list(items), "sent": 1}


def coding(number: int = 1, start: int = 3, end: int = 12, code: str | None = "R06") -> Coding:
    return Coding(
        id=f"c{number}",
        transcript_id="t",
        transcript_version=1,
        start=start,
        end=end,
        quotation=TEXT.text[start:end],
        answer=Answer.CODE if code else Answer.NOT_SURE,
        code_id=code,
        codebook_version=1,
        coder_id="m",
        round_id="r",
        made_at=f"{number:04}",
    )


@settings(max_examples=100, deadline=None)
@given(turns=TURNS, data=st.data())
def test_every_span_that_passes_is_its_quotation(turns: list[str], data: st.DataObject) -> None:
    text = transcript(*turns)
    size = len(text.text)
    start, end = data.draw(st.integers(0, size)), data.draw(st.integers(0, size))
    quotation = data.draw(st.sampled_from([text.text[start:end], "other words"]))
    read = read_outbox(
        outbox(item(start=start, end=end, quotation=quotation), text=text), text, [], CODES
    )
    is_good = start < end and quotation == text.text[start:end] and quotation.strip() != ""
    assert len(read.changes) == is_good
    assert bool(read.answered) is not is_good
    for change in read.changes:
        assert isinstance(change, AddCoding)
        assert text.text[change.start : change.end] == change.quotation


@settings(max_examples=60, deadline=None)
@given(turns=TURNS)
def test_the_turns_that_are_sent_tile_the_text_that_offsets_count(turns: list[str]) -> None:
    text = transcript(*turns)
    book = Codebook(1, (), (), "", None, "")
    sent = sent_text(text, book, [], [], key="k", read_only=False, aids=ReadingAids())
    assert "\n".join(words for _, words in sent["turns"]) == text.text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(
    sent=json_values,
    part=st.sampled_from(["nonce", "act", "start", "end", "quotation", "answer", "code", "line"]),
    value=json_values,
)
def test_nothing_crafted_raises_or_passes(sent: object, part: str, value: object) -> None:
    assert read_outbox(sent, TEXT, [], CODES).changes == ()
    assert read_outbox({"text": "t/0", "items": sent}, TEXT, [], CODES).changes == ()
    if item()[part] != value or type(item()[part]) is not type(value):
        read = read_outbox(outbox({**item(), part: value}), TEXT, [], CODES)
        assert read.changes == () or part == "line"


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": -9},
        {"end": 10_000},
        {"start": 3.0},
        {"start": True, "end": 2},
        {"quotation": "all nigh"},
        {"act": "drop"},
        {"answer": "yes"},
        {"answer": "not_sure"},
        {"code": None},
        {"code": "R99"},
        {"code": 6},
        {"coder_id": "somebody else"},
        {"line": "x" * (MAX_LINE + 1)},
        {"line": "two\nlines"},
        {"line": "\ud800"},
        {"line": "\x00"},
        {"answer": "not_today", "code": None},
    ],
)
def test_a_crafted_item_is_refused_and_told_without_its_words(wrong: dict[str, object]) -> None:
    read = read_outbox(outbox({**item(), **wrong}), TEXT, [], CODES)
    assert read.changes == ()
    assert read.answered[nonce(1)]
    assert "night" not in read.answered[nonce(1)]


@pytest.mark.parametrize("bad", [None, 1, "", "0" * 500, "x" * 16, ["0" * 16]])
def test_an_item_without_a_name_is_dropped(bad: object) -> None:
    read = read_outbox(outbox(item(nonce=bad)), TEXT, [], CODES)
    assert (read.changes, read.answered) == ((), {})


def test_an_outbox_of_another_text_or_version_is_refused() -> None:
    sent = outbox(item()) | {"text": "t/9"}
    read = read_outbox(sent, TEXT, [], CODES)
    assert read.changes == ()
    assert "another version" in read.answered[nonce(1)]


def test_nothing_passes_once_closed() -> None:
    sent = outbox(item(1), item(2, "remove"), item(3, answer="not_sure", code=None))
    read = read_outbox(sent, TEXT, [coding()], CODES, is_closed=True)
    assert read.changes == ()
    assert all("closed" in read.answered[nonce(number)] for number in (1, 2, 3))


def test_what_is_stored_already_is_answered_and_not_saved_again() -> None:
    read = read_outbox(outbox(item()), TEXT, [coding()], CODES)
    assert read.changes == ()
    assert read.answered == {nonce(1): ""}


def test_the_same_words_take_a_second_code() -> None:
    read = read_outbox(outbox(item(code="V01")), TEXT, [coding()], CODES)
    assert [change.nonce for change in read.changes] == [nonce(1)]


def test_a_removal_names_every_coding_with_its_span_and_code() -> None:
    stored = [coding(1), coding(2), coding(3, code="V01"), coding(4, end=13)]
    read = read_outbox(outbox(item(act="remove")), TEXT, stored, CODES)
    assert read.changes == (RemoveCoding(nonce(1), ("c1", "c2")),)


def test_a_code_that_is_no_longer_offered_can_be_taken_back() -> None:
    gone = outbox(item(act="remove", code="R99"))
    assert read_outbox(gone, TEXT, [coding(code="R99")], CODES).changes


def test_a_removal_of_what_is_not_there_is_answered() -> None:
    assert read_outbox(outbox(item(act="remove")), TEXT, [], CODES).answered == {nonce(1): ""}


def test_not_today_takes_a_whole_turn_and_keeps_no_line() -> None:
    whole = item(start=0, end=20, answer="not_today", code=None, line="because")
    (change,) = read_outbox(outbox(whole), TEXT, [], CODES).changes
    assert isinstance(change, AddCoding)
    assert (change.answer, change.line) == (Answer.NOT_TODAY, "")


def test_at_most_so_many_items_are_looked_at() -> None:
    many = [item(number, code="V01", end=12) for number in range(MAX_ITEMS + 5)]
    read = read_outbox(outbox(*many), TEXT, [], CODES)
    assert len(read.changes) + len(read.answered) == MAX_ITEMS


@settings(max_examples=100, deadline=None)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["add", "remove"]), st.sampled_from(["R06", "V01"])), max_size=8
    ),
    data=st.data(),
)
def test_an_outbox_sent_again_after_a_restart_ends_where_it_ended(
    acts: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Answers are lost at any point, again and again; what is stored stays right, once each."""
    waiting = [item(number, act, code=code) for number, (act, code) in enumerate(acts)]
    stored: list[Coding] = []
    restarts, ids = 3, count()
    while waiting:
        read = read_outbox(outbox(*waiting), TEXT, stored, CODES)
        answered = dict(read.answered)
        for change in read.changes:
            if isinstance(change, AddCoding):
                stored.append(coding(next(ids), code=change.code_id))
            else:
                stored = [kept for kept in stored if kept.id not in change.coding_ids]
            answered[change.nonce] = ""
        if restarts and data.draw(st.booleans()):
            restarts -= 1
            continue
        waiting = [one for one in waiting if one["nonce"] not in answered]
    wanted = {code: act == "add" for act, code in acts}
    assert sorted(kept.code_id or "" for kept in stored) == sorted(c for c in wanted if wanted[c])


def test_codings_are_sent_in_few_bytes_and_the_last_used_codes_come_first() -> None:
    many = [coding(number, start=number % 5) for number in range(999, -1, -1)]
    sent = sent_codings(TEXT, many, key="k", answered={})
    spans = sent["spans"]["R06"]  # type: ignore[index]
    assert spans[-2:] == [999 % 5, 12 - 999 % 5]
    assert (sent["codings"], sent["used"]) == ([], ["R06"])
    assert len(json.dumps(sent, separators=(",", ":"))) < 1000 * 12


def test_the_line_travels_with_not_sure_only() -> None:
    sent = sent_codings(TEXT, [coding(code=None)], key="k", answered={})
    assert sent["codings"] == [[3, 9, None, "not_sure", ""]]


def test_codes_are_sent_by_theme_with_own_codes_last_and_notes_of_this_text_only() -> None:
    book = Codebook(
        1,
        (Theme("V", "Worth"), Theme("R", "Risks")),
        (Code("R06", "R", "Alone"), Code("X1", None, "Stray"), Code("V01", "V", "Safe")),
        "",
        None,
        "",
    )
    notes = [ContentNote("t", 1, "crisis"), ContentNote("other", 0, "loss")]
    own = [OwnCode("a-long-id", "m", "r", "The nod")]
    sent = sent_text(TEXT, book, own, notes, key="k", read_only=False, aids=ReadingAids())
    assert [code["short"] for code in sent["codes"]] == ["V01", "R06", "X1", "own1"]
    assert sent["codes"][2]["theme"] == WORDS["no_theme"]
    assert sent["notes"] == {1: "crisis"}
