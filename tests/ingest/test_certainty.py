from __future__ import annotations

from pathlib import Path

from tests.ingest.made_files import read_paragraphs, read_table, read_text

INLINE = ["I: So what was it like?", "R: Loud.", "I: And after that?", "R: The same."]


def test_many_labels_and_no_doubt_are_a_sure_reading(tmp_path: Path) -> None:
    certainty = read_text(tmp_path, "\n".join(INLINE * 5)).report.certainty
    assert (certainty.figure, certainty.word) == (0.952, "sure")
    assert (certainty.against, certainty.next_best) == ((), None)


def test_few_labels_are_a_fairly_sure_reading(tmp_path: Path) -> None:
    certainty = read_text(tmp_path, "\n".join(INLINE)).report.certainty
    assert (certainty.figure, certainty.word) == (0.8, "fairly sure")


def test_each_doubt_takes_a_fifth_away(tmp_path: Path) -> None:
    lines = [*INLINE, "Gary: Wrong room.", *INLINE]
    report = read_paragraphs(tmp_path, lines).report
    assert len(report.doubts) == 1
    assert (report.certainty.figure, report.certainty.word) == (0.72, "doubtful")
    assert report.certainty.against == ("Speakers whose label stands once: 1.",)


def test_no_speaker_is_no_certainty_at_all(tmp_path: Path) -> None:
    certainty = read_text(tmp_path, "It was loud.\n\nAll night.").report.certainty
    assert (certainty.figure, certainty.word) == (0.0, "doubtful")
    assert certainty.against == ("Words that have no known speaker: 5.",)


def test_what_does_not_match_in_a_table_speaks_against_it(tmp_path: Path) -> None:
    certainty = read_table(tmp_path, [("I\nR", "So?\nLoud.\nLong.")]).report.certainty
    assert "Places in tables that do not match: 1." in certainty.against


def test_the_next_best_reading_is_named_with_its_turns_and_its_share(tmp_path: Path) -> None:
    lines = [
        part
        for number, line in enumerate(INLINE)
        for part in (f"Fay {'AB'[number % 2]}   0:{number:02d}", line)
    ]
    certainty = read_paragraphs(tmp_path, lines).report.certainty
    assert certainty.next_best is not None
    assert (certainty.next_best.layout, certainty.next_best.turns) == ("inline_label", 4)
    assert certainty.next_best.known > 0.5
    assert "The next best is inline_label: 4 turns" in certainty.in_words()
    assert certainty.against[-1] == "The layout inline_label finds labels too: 4."
