from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import Told, codes, read_text, told
from toolkit.errors import UnreadableFile
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

HEAD = "WEBVTT\n\n"


def cue(words: str, second: int = 1, name: str = "") -> str:
    above = f"{name}\n" if name else ""
    return f"{above}00:00:{second:02d}.000 --> 00:00:{second:02d}.900\n{words}\n\n"


def read(folder: Path, *cues: str, head: str = HEAD) -> Reading:
    reading = read_text(folder, head + "".join(cues), name="P07.vtt")
    assert reading.report.words_unexplained == 0
    return reading


def test_cues_of_one_voice_in_a_row_are_one_turn(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        cue("<v Fay Interviewer>Thanks for coming.\nIs now still alright?</v>", 3, "a-1/12-0"),
        cue("<v Fay Interviewer>Is it?</v>", 5),
        cue("<v P07>Yeah.", 7),
        cue("<v Fay Interviewer>Good.</v>", 9),
    )
    assert told(reading) == [
        ("Fay Interviewer", "Thanks for coming. Is now still alright? Is it?"),
        ("P07", "Yeah."),
        ("Fay Interviewer", "Good."),
    ]
    assert [turn.locator for turn in reading.transcript.turns] == [
        "00:00:03", "00:00:07", "00:00:09",
    ]  # fmt: skip
    assert (reading.report.layout, reading.report.doubts) == ("voice_tags", ())
    assert reading.report.words_left_out == {
        "cue_number": 1, "file_header": 1, "label": 7, "time": 12,
    }  # fmt: skip


def test_a_cue_without_a_name_is_nobodys_and_never_the_speakers_before(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        cue("Fay Interviewer: Thanks. Is now alright?", 3, "1"),
        cue("P07: Yeah.", 7, "2"),
        cue("and the line carries on", 8, "3"),
        cue("and on", 9, "4"),
        cue("P07: I said: go on.", 11, "5"),
        cue("Fay Interviewer: Right.", 12, "6"),
    )
    assert told(reading) == [
        ("Fay Interviewer", "Thanks. Is now alright?"),
        ("P07", "Yeah."),
        (None, "and the line carries on"),
        (None, "and on"),
        ("P07", "I said: go on."),
        ("Fay Interviewer", "Right."),
    ]
    assert (reading.report.layout, codes(reading)) == ("caption_names", ["I203"])
    assert reading.report.words_without_speaker == 7


def test_captions_without_names_are_turns_of_nobody_with_their_times(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "NOTE Confidence: 0.84\n\n",
        cue("Thanks for coming back. Is now", 3, "5d3f0f0a-1111-4222-8333-944445555666"),
        cue("still alright?", 6, "5d3f0f0a-1111-4222-8333-944445555667"),
    )
    assert told(reading) == [(None, "Thanks for coming back. Is now"), (None, "still alright?")]
    assert (reading.report.layout, codes(reading)) == ("captions", ["I201"])
    assert reading.report.words_left_out["note"] == 3


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("<v Fay>One.</v><v Tom>Two.</v>", [("Fay", "One."), ("Tom", "Two.")]),
        ("<v.loud Fay>One</v> more", [("Fay", "One"), (None, "more")]),
        ("<v Fay>un<i>believ</i>able <b>this</b></v>", [("Fay", "unbelievable this")]),
        ("<v Fay>a <c.red.big>b</c> <00:00:01.500>c</v>", [("Fay", "a b c")]),
        ("<v Fay>Tom &amp; I&nbsp;said &lt;no&gt;</v>", [("Fay", "Tom & I said <no>")]),
        ("<v Fay>He <laughs> was <3 metres away</v>", [("Fay", "He <laughs> was <3 metres away")]),
        ("<v Fay O&#39;Brien>Hi</v>", [("Fay O'Brien", "Hi")]),
        ("<v Unknown Speaker>Hi</v>", [(None, "Hi")]),
        ("<v>Hi</v>", [(None, "Hi")]),
        ("- One\n- Two", [(None, "- One - Two")]),
    ],
)
def test_tags_are_taken_out_and_words_of_the_typist_are_not(
    tmp_path: Path, payload: str, expected: Told
) -> None:
    assert told(read(tmp_path, cue(payload))) == expected


def test_notes_styles_and_the_head_are_no_speech(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "NOTE Invented interview: no real person, prison or event.\n\n",
        "STYLE\n::cue { color: red }\n\n",
        "NOTE\nmore\nlines --- of it\n\n",
        cue("<v Fay>NOTE this, please</v>"),
        head="WEBVTT - a title\nKind: captions\n\n",
    )
    assert told(reading) == [("Fay", "NOTE this, please")]
    left_out = reading.report.words_left_out
    assert (left_out["file_header"], left_out["note"], left_out["style"]) == (6, 15, 6)


def test_times_without_hours_settings_and_missing_blank_lines_are_read(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "1\n00:03.100 --> 00:04.000 align:start position:0%\n<v Fay>One.\n"
        "2\n00:05,100 --> 00:06,000\n<v Tom>Two.\nThree.",
    )
    assert told(reading) == [("Fay", "One."), ("Tom", "Two. Three.")]
    assert [turn.locator for turn in reading.transcript.turns] == ["00:00:03", "00:00:05"]


def test_text_without_a_time_stays_where_it_stands_and_is_a_doubt(tmp_path: Path) -> None:
    reading = read(
        tmp_path, cue("<v Fay>One."), "Two lost lines,\nof speech\n\n", cue("<v Tom>Ok.")
    )
    assert told(reading) == [("Fay", "One."), (None, "Two lost lines, of speech"), ("Tom", "Ok.")]
    assert codes(reading) == ["I215", "I203"]


def test_captions_are_known_by_their_first_word_under_any_ending(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"\ufeff{HEAD}{cue('<v Fay>One.')}".replace("\n", "\r\n"))
    assert reading.report.read_as == "captions, UTF-8"
    assert told(reading) == [("Fay", "One.")]


def test_layouts_of_captions_can_be_asked_for(tmp_path: Path) -> None:
    text = HEAD + cue("<v Fay>P07: Hi.") + cue("<v Fay>P07: Yes.")
    for layout, expected in {
        "voice_tags": [("Fay", "P07: Hi. P07: Yes.")],
        "caption_names": [("P07", "Hi. Yes.")],
        "captions": [(None, "P07: Hi."), (None, "P07: Yes.")],
    }.items():
        assert told(read_text(tmp_path, text, name="P07.vtt", layout=layout)) == expected


SUBRIP = (
    "1\n00:00:03,120 --> 00:00:07,440\nINT: Thanks\nfor coming.\n\n"
    "2\n00:00:07,900 --> 00:00:12,010 X1:1\nP07: Yeah.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["P07.srt", "P07.txt"])
def test_subrip_is_read_in_each_encoding_and_under_each_name(
    tmp_path: Path, encoding: str, ends: str, name: str
) -> None:
    (tmp_path / name).write_bytes(SUBRIP.replace("\n", ends).encode(encoding))
    reading = read_transcript(tmp_path / name)
    assert told(reading) == [("INT", "Thanks for coming."), ("P07", "Yeah.")]
    assert [turn.locator for turn in reading.transcript.turns] == ["00:00:03", "00:00:07"]
    assert reading.report.words_left_out == {"cue_number": 2, "label": 2, "time": 7}
    assert reading.report.confident


def test_tags_and_places_of_subrip_are_no_words(tmp_path: Path) -> None:
    text = SUBRIP.replace("INT:", "{\\an8}<i>INT:").replace(
        "Yeah.", 'Yeah.<font color="red"> No.</font>'
    )
    reading = read_text(tmp_path, text, name="P07.srt")
    assert told(reading) == [("INT", "Thanks for coming."), ("P07", "Yeah. No.")]
    assert reading.report.words_unexplained == 0


def test_what_a_recogniser_says_of_itself_is_no_speech_even_without_blank_lines(
    tmp_path: Path,
) -> None:
    note = "NOTE Confidence: 0.8412\n"
    reading = read(
        tmp_path,
        note + cue("Thanks for", 3, "5d3f0f0a-1111-4222-8333-944445555666").rstrip("\n") + "\n",
        note + cue("coming. NOTE Confidence: high", 6),
    )
    assert told(reading) == [(None, "Thanks for"), (None, "coming. NOTE Confidence: high")]
    assert reading.report.words_left_out["note"] == 6
    assert codes(reading) == ["I201"]


def test_captions_without_a_cue_and_without_words_are_refused_as_empty(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="I104"):
        read(tmp_path)
