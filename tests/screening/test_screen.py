"""Screening as a whole: what is promised of findings, few capitals, hostile texts, checks."""

import subprocess
import sys

import pytest

from toolkit.screening.finding import CLASS_OF, Finding, FindingClass, Kind
from toolkit.screening.indirect import CHECKLIST
from toolkit.screening.screen import find_all, has_few_capitals, screen_text


def test_every_kind_has_a_class_and_none_is_indirect() -> None:
    assert set(CLASS_OF) == set(Kind)
    assert set(CLASS_OF.values()) == set(FindingClass) - {FindingClass.INDIRECT}


def test_findings_of_all_classes_come_in_order() -> None:
    text = "Darren was 19 in Belmarsh, number A1234BC.\nMiss Carter knew."
    found = find_all(text)
    assert [f.kind.value for f in found] == [
        "name",
        "age",
        "prison",
        "prisoner_number",
        "titled_name",
    ]
    assert [text[f.start : f.end] for f in found][-1] == "Miss Carter"
    assert all(f.of_class is CLASS_OF[f.kind] and f.reason for f in found)


def test_findings_of_somebody_else_are_taken_in() -> None:
    extra = Finding(0, 5, FindingClass.PERSON, Kind.NAME, False, "somebody said so")
    assert find_all("there was nobody", also=[extra]) == (extra,)


def test_offsets_count_code_points() -> None:
    text = "\U0001f600 e\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467 I asked Darren, I did."
    assert [text[f.start : f.end] for f in find_all(text)] == ["Darren"]


@pytest.mark.parametrize(
    ("text", "few"),
    [
        ("i was there\nhe was there\nshe said no. they said yes", True),
        ("I was there.\nHe was there.\nShe said no. They said yes.", False),
        ("i was there. yeah. I know. no. he said. right. so he did. no. yeah", True),
        ("I was there. yeah. He knew. no. She did", False),
        ("", True),
        ("1234", True),
        ("Yes", False),
    ],
)
def test_few_capitals_are_noticed(text: str, few: bool) -> None:
    assert has_few_capitals(text) is few


def test_a_screening_says_how_many_words_it_read() -> None:
    assert screen_text("i saw darren").words == 3


HOSTILE = (
    "a|A|0|1 |a1|Dave |dave |Mr |mr |the |one |double |oh |dot com |at |underscore |insta is |[|'|"
    "-|A-|HMP |in hull |wing |cell 1|B wing |of the |12/|march the |nine years |was 19 |\u00b2|'s |"
    "'ll |St |Royal Hospital |Road |A |i |x-|.|. |1st |number |number 1 |big |will |\u0130|\ufb01"
)


@pytest.mark.parametrize("repeated", HOSTILE.split("|"))
def test_a_hostile_text_does_not_hide_the_name_at_its_end(repeated: str) -> None:
    text = repeated * (10_000 // len(repeated)) + "\nand I asked Darren about A1234BC"
    words = [text[f.start : f.end] for f in find_all(text)]
    assert words[-2:] == ["Darren", "A1234BC"]


def test_screening_imports_neither_spacy_nor_torch() -> None:
    code = (
        "import sys; from toolkit.screening.screen import find_all; find_all('I asked Darren.');"
        "print(sorted({'spacy', 'torch', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_checklist_has_what_no_pattern_finds_in_whole_sentences() -> None:
    assert len({check.id for check in CHECKLIST}) == len(CHECKLIST) >= 5
    assert {"offence", "reported_event", "only_person", "family", "nationality"} <= {
        check.id for check in CHECKLIST
    }
    assert all(check.sentence.endswith(".") and check.look_for.endswith(".") for check in CHECKLIST)
