"""What each speaker does, where no word in the label says it."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.made_files import codes, read_paragraphs

ASKED = ["What was it like?", "And then?", "Who was there?", "Did you sleep?", "Were you well?"]
ANSWER = "It was loud, and it went on all night, and nobody that I knew had slept for a week."


def roles(folder: Path, lines: list[str]) -> tuple[dict[str, str | None], list[str]]:
    reading = read_paragraphs(folder, lines)
    found = {each.label: each.role and each.role.value for each in reading.report.speakers}
    return found, codes(reading)


def talk(asker: str, answerer: str) -> list[str]:
    return [line for words in ASKED for line in (f"{asker}: {words}", f"{answerer}: {ANSWER}")]


def test_of_two_names_the_one_who_opens_asks_and_says_little_is_the_interviewer(
    tmp_path: Path,
) -> None:
    found, said = roles(tmp_path, talk("Fay Smith", "Tom"))
    assert found == {"Fay Smith": "interviewer", "Tom": "participant"}
    assert said == ["I247"]


def test_two_names_who_talk_alike_have_no_role(tmp_path: Path) -> None:
    lines = [f"{name}: {ANSWER}" for name in ["Fay", "Tom"] * 5]
    assert roles(tmp_path, lines) == ({"Fay": None, "Tom": None}, [])


def test_who_asks_most_but_does_not_open_has_no_role(tmp_path: Path) -> None:
    found, _ = roles(tmp_path, [f"Tom: {ANSWER}", *talk("Fay", "Tom")])
    assert found == {"Tom": None, "Fay": None}


def test_beside_one_interviewer_the_one_other_name_is_the_participant(tmp_path: Path) -> None:
    found, said = roles(tmp_path, talk("Interviewer", "Tom"))
    assert found == {"Interviewer": "interviewer", "Tom": "participant"}
    assert said == ["I247"]


def test_beside_an_interviewer_two_who_both_say_much_have_no_role(tmp_path: Path) -> None:
    found, _ = roles(tmp_path, talk("Interviewer", "Tom") + talk("Interviewer", "Ann"))
    assert found == {"Interviewer": "interviewer", "Tom": None, "Ann": None}


def test_third_voices_are_others_and_keep_their_words(tmp_path: Path) -> None:
    third = ["Mother: Tea?", f"R: {ANSWER}", "Prison officer: Lights out.", "Dave: Oi."]
    found, _ = roles(tmp_path, [*talk("I", "R"), *third, *talk("I", "R")])
    assert found == {
        "I": "interviewer", "R": "participant", "Mother": "other", "Prison officer": "other",
        "Dave": "other",
    }  # fmt: skip


def test_a_mother_who_is_interviewed_is_the_participant(tmp_path: Path) -> None:
    found, _ = roles(tmp_path, talk("Interviewer", "Mother"))
    assert found == {"Interviewer": "interviewer", "Mother": "participant"}
