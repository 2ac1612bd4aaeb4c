"""Tables as people save them are read whole, or refused with every fault named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.example_project import EXAMPLE
from toolkit.analysis.frames import codebook_frame
from toolkit.errors import BadTable
from toolkit.exchange.tables import reading
from toolkit.exchange.tables.codebook import answer_named, format_codebook, read_codebook
from toolkit.exchange.tables.codings import CodingRow, read_codings
from toolkit.exchange.tables.writing import write_table
from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.coding import Answer
from toolkit.model.upload import Upload

HEAD = "transcript,turn,coder,code\n"


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(BadTable) as raised:
        read_codings(path)
    return [(problem.code, problem.where) for problem in raised.value.problems]


def codebook_faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(BadTable) as raised:
        read_codebook(path)
    return [(problem.code, problem.where) for problem in raised.value.problems]


# --- codings -------------------------------------------------------------------------------------


def test_draft_codebook_has_five_themes_and_thirty_codes(shared: Path) -> None:
    table = read_codebook(shared / "domain" / "codebook_draft.csv")
    assert [theme.id for theme in table.themes] == ["R", "T", "V", "A", "X"]
    assert len(table.codes) == 30
    assert table.columns_not_used == ("seed_line", "support")
    assert table.answers_left_out == ("Does not fit", "Not sure", "Skipped for today")
    alone = next(code for code in table.codes if code.id == "R06")
    assert alone.name == "Alone at night"
    assert alone.not_when == "Daytime isolation or missing debrief (T04 or T06)"
    assert alone.content_note


def test_annomi_table_has_all_its_codings(shared: Path, tmp_path: Path) -> None:
    with (shared / "data" / "annomi" / "AnnoMI-full.csv").open(encoding="utf-8") as file:
        given = {
            (
                row["transcript_id"],
                int(row["utterance_id"]),
                row["annotator_id"],
                row["main_therapist_behaviour"] + row["client_talk_type"],
            )
            for row in csv.DictReader(file)
        }
    path = tmp_path / "codings.csv"
    write_table(sorted(given), path, columns=["transcript", "turn", "coder", "code"])
    rows = read_codings(path)
    assert len(rows) == 13_551
    assert {(row.transcript, row.turn, row.coder, row.code) for row in rows} == given
    assert [row.line for row in rows] == list(range(2, 13_553))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spreadsheet_dialects_read_the_same(
    tmp_path: Path, mark: bytes, delimiter: str, end: str
) -> None:
    lines = [["Transcript", "TURN", "Coder", "code"], ["P07", "12", "Zoë", '"a, b; c"']]
    text = end.join(delimiter.join(cells) for cells in lines) + end
    (row,) = read_codings(write(tmp_path, mark + text.encode()))
    assert row == CodingRow(2, "P07", 12, None, None, "Zoë", "a, b; c")


def test_exact_place_quotation_and_memo_are_read(tmp_path: Path) -> None:
    text = (
        "transcript,start,end,coder,code,quotation,line,colour\n"
        'P07,3,9,Wren,R06," at two\n",Why not?,red\n'
        "P07,9,12,Wren,R06,,,\n"
    )
    first, second = read_codings(write(tmp_path, text))
    assert (first.turn, first.start, first.end) == (None, 3, 9)
    assert first.quotation == " at two\n"
    assert first.memo == "Why not?"
    assert (second.line, second.quotation, second.memo) == (4, "", "")


def test_blank_lines_and_empty_cells_at_the_end_are_no_faults(tmp_path: Path) -> None:
    text = "\ntranscript,turn,coder,code,memo,\nP07,1,Wren,R06\n\n , ,,,,\nP08,2,Fox,R07,,,\n"
    rows = read_codings(write(tmp_path, text))
    assert [(row.line, row.transcript) for row in rows] == [(3, "P07"), (6, "P08")]


def test_whole_numbers_as_pandas_writes_them_are_read(tmp_path: Path) -> None:
    (row,) = read_codings(write(tmp_path, HEAD + "P07,12.0,Wren,R06\n"))
    assert row.turn == 12


def test_names_are_brought_to_the_form_that_transcripts_have(tmp_path: Path) -> None:
    (row,) = read_codings(write(tmp_path, HEAD + "P07,1,Zoe\u0308,R06\n"))
    assert row.coder == "Zoë"


def test_all_faults_of_a_table_are_named_at_once(tmp_path: Path) -> None:
    text = (
        "transcript,turn,start,end,coder,code\n"
        ",1,,,Wren,R06\n"  # 2: no transcript
        "P07,minus one,,,Wren,R06\n"  # 3: no number
        "P07,-1,,,Wren,R06\n"  # 4: negative
        "P07,1,,,,\n"  # 5: neither coder nor code
        "P07,,5,,Wren,R06\n"  # 6: no end
        "P07,,9,5,Wren,R06\n"  # 7: end before start
        "P07,,,,Wren,R06\n"  # 8: no place
        "P07,1\n"  # 9: too short
        "P07,1,,,Wren,R06,a,b\n"  # 10: too long
        "P07,1,,,Wren,R06\n"  # 11: right
        f"P07,{10**30},,,Wren,R06\n"  # 12: too large for any place
    )
    assert faults(write(tmp_path, text)) == [
        ("X111", "line 2"),
        ("X112", "line 3"),
        ("X112", "line 4"),
        ("X111", "line 5"),
        ("X111", "line 5"),
        ("X113", "line 6"),
        ("X114", "line 7"),
        ("X115", "line 8"),
        ("X109", "line 9"),
        ("X109", "line 10"),
        ("X112", "line 12"),
    ]


@pytest.mark.parametrize(
    ("heading", "missing"),
    [
        ("transcript,turn,coder", 1),
        ("turn,start,end", 3),
        ("transcript,coder,code", 1),
        ("transcript,start,coder,code", 1),
        ("nothing of ours", 4),
    ],
)
def test_each_missing_column_is_named(tmp_path: Path, heading: str, missing: int) -> None:
    found = faults(write(tmp_path, f"{heading}\n"))
    assert found == [("X106", "the headings")] * missing


def test_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    assert faults(write(tmp_path, "transcript,turn,coder,code,Code\n")) == [
        ("X105", "the headings")
    ]


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (b"", "X104", ""),
        (b"\xef\xbb\xbf \r\n", "X104", ""),
        (HEAD.encode(), "X110", ""),
        (HEAD.encode() + b"P07,1,Zo\xeb,R06\n", "X103", "line 2"),
        (HEAD.encode() + b"P07,1,W\x00ren,R06\n", "X103", "line 2"),
        ((HEAD + "P07,1,Wren,R06\n").encode("utf-16"), "X103", "line 1"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", "X103", "line 1"),
    ],
)
def test_file_that_is_no_table_is_refused(
    tmp_path: Path, content: bytes, code: str, where: str
) -> None:
    assert faults(write(tmp_path, content)) == [(code, where)]


def test_quotation_mark_that_never_closes_does_not_swallow_the_rest(tmp_path: Path) -> None:
    text = HEAD + "P07,1,Wren,R06\n" + 'P07,2,Wren,"R06\n' + "P07,3,Wren,R06\n" * 3
    assert faults(write(tmp_path, text)) == [("X107", "line 3")]


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere.csv") == [("X101", "")]
    assert faults(tmp_path) == [("X101", "")]


def test_table_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(reading.MAX_FILE_BYTES + 1)
    assert faults(path) == [("X102", "")]


def test_reading_stops_at_the_most_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TABLE_ROWS", 2)
    assert len(read_codings(write(tmp_path, HEAD + "P07,1,Wren,R06\n" * 2))) == 2
    assert faults(write(tmp_path, HEAD + "P07,1,Wren,R06\n" * 9)) == [("X108", "line 4")]


def test_errors_never_repeat_what_a_cell_says(tmp_path: Path) -> None:
    secret = "Cellmate-Name"
    head = "transcript,turn,start,end,coder,code,quotation"
    text = f"{head}\n{secret},{secret},{secret},1,,{secret},{secret}\n"
    with pytest.raises(BadTable) as raised:
        read_codings(write(tmp_path, text))
    told = [str(raised.value), *map(str, raised.value.problems)]
    assert not any(secret in words for words in told)


# --- the codebook --------------------------------------------------------------------------------


def test_missing_ids_are_made_and_repeat_none_that_are_there(tmp_path: Path) -> None:
    text = "theme,code_id,code\nNights,,Alone\nNights,N01,Tired\n,,Loose\nDays,,Bored\n"
    table = read_codebook(write(tmp_path, text))
    assert table.themes == (Theme("TH01", "Nights"), Theme("TH02", "Days"))
    assert [(code.id, code.theme_id, code.name) for code in table.codes] == [
        ("N02", "TH01", "Alone"),
        ("N01", "TH01", "Tired"),
        ("N03", None, "Loose"),
        ("N04", "TH02", "Bored"),
    ]


def test_known_codes_keep_their_ids_and_retired_ids_are_not_used_again(tmp_path: Path) -> None:
    first = Codebook(
        1,
        (Theme("TH01", "Nights"),),
        (Code("N01", "TH01", "Alone"), Code("N02", "TH01", "Retired")),
        "",
        None,
        "2026-01-01T00:00:00Z",
    )
    text = "theme,code\nDays,Bored\nNights,Alone\n"
    table = read_codebook(write(tmp_path, text), known=[first])
    assert [theme.id for theme in table.themes] == ["TH02", "TH01"]
    assert [code.id for code in table.codes] == ["N03", "N01"]


def test_id_that_the_table_gives_to_another_code_is_not_kept_for_the_old_name(
    tmp_path: Path,
) -> None:
    first = Codebook(1, (), (Code("N01", None, "Alone"),), "", None, "2026-01-01T00:00:00Z")
    text = "theme,code_id,code\n,N01,Alone at night\n,,Alone\n"
    table = read_codebook(write(tmp_path, text), known=[first])
    assert [code.id for code in table.codes] == ["N01", "N02"]


def test_answers_are_left_out_and_said(tmp_path: Path) -> None:
    text = "theme,code\nX,Not today\nX,NOT SURE\nR,Alone\n"
    table = read_codebook(write(tmp_path, text))
    assert table.answers_left_out == ("Not today", "NOT SURE")
    assert [theme.name for theme in table.themes] == ["R"]
    assert answer_named(" Does not fit ") is Answer.DOES_NOT_FIT
    assert answer_named("R06") is None


def test_all_faults_of_a_codebook_are_named_at_once(tmp_path: Path) -> None:
    text = (
        "theme_id,theme,code_id,code,content note\n"
        "R,Risk,R01,Alone,yes\n"
        "R,Value,R02,Torn,\n"  # 3: one id, two themes
        "V,Risk,R03,Used,\n"  # 4: one theme, two ids
        "R,,R04,Tired,\n"  # 5: id without a name
        "R,Risk,r01,Moved,\n"  # 6: the id of line 2
        "R,Risk,R05,alone,\n"  # 7: the name of line 2
        "R,Risk,R06,,\n"  # 8: no name
        "R,Risk,R07,Fear,perhaps\n"  # 9: neither yes nor no
    )
    assert sorted(codebook_faults(write(tmp_path, text)), key=lambda f: f[1]) == [
        ("X122", "line 3"),
        ("X122", "line 4"),
        ("X121", "line 5"),
        ("X123", "line 6"),
        ("X123", "line 7"),
        ("X111", "line 8"),
        ("X124", "line 9"),
    ]


def test_codebook_without_a_code_is_refused(tmp_path: Path) -> None:
    assert codebook_faults(write(tmp_path, "theme,code\nX,Not sure\n")) == [("X120", "")]


def test_codebook_that_is_read_makes_a_codebook(shared: Path) -> None:
    table = read_codebook(shared / "domain" / "codebook_draft.csv")
    made = Codebook(1, table.themes, table.codes, "", None, "2026-01-01T00:00:00Z")
    assert made.theme_of("T05") == Theme("T", "Training and working conditions")


# --- writing -------------------------------------------------------------------------------------


def test_a_codebook_that_is_taken_along_is_read_back_the_same() -> None:
    hostile = Codebook(
        version=7,
        themes=(Theme("=T", "=cmd|' /C calc'!A0"), Theme("U", 'Two, or "three"; four')),
        codes=(
            Code("-1", "=T", "@here", "+44 is no sum", "one\ntwo", "", "'=1", True),
            Code("N01", None, "Без темы 🌙", example="<script>"),
            Code("N02", "U", "étude"),
        ),
        reason="",
        made_by=None,
        made_at="",
    )
    for book in (hostile, *EXAMPLE.codebooks):
        table = read_codebook(Upload("codebook.csv", format_codebook(book)))
        assert (table.themes, table.codes) == (book.themes, book.codes)
        assert table.columns_not_used == ()


def test_codebook_frame_is_read_back_as_the_same_codes(tmp_path: Path) -> None:
    frame = codebook_frame(EXAMPLE.codebooks[-1])
    path = tmp_path / "codebook.csv"
    write_table(frame.itertuples(index=False), path, columns=list(frame.columns))
    table = read_codebook(path)
    assert (table.themes, table.codes) == (
        EXAMPLE.codebooks[-1].themes,
        EXAMPLE.codebooks[-1].codes,
    )
    assert table.columns_not_used == ()


@pytest.mark.parametrize(
    "words", ["=1+1", "+44", "-x", "@you", "\t=1", " =1", "'=1", "\uff1d1", "''-", "\r="]
)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path, words: str) -> None:
    path = tmp_path / "out.csv"
    write_table([[words, -5, None, float("nan")]], path, columns=["a", "b", "c", "d"])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["a", "b", "c", "d"], [f"'{words}", "-5", "", ""]]


def test_harmless_text_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_table([["'twas 3 = 3"], ["a-b"], ["'"]], path, columns=["words"])
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["words", "'twas 3 = 3", "a-b", "'"]


def test_a_table_that_was_handed_over_is_read_as_one_on_the_disk_is(tmp_path: Path) -> None:
    content = b"theme,code\nA,Alone at night\n"
    assert read_codebook(Upload("../codes.csv", content)) == read_codebook(write(tmp_path, content))


@pytest.mark.parametrize(("content", "code"), [(b"", "X104"), (b"\xff\xfe", "X103")])
def test_a_handed_over_file_that_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadTable) as raised:
        read_codebook(Upload("codes.csv", content))
    assert [problem.code for problem in raised.value.problems] == [code]


def test_a_handed_over_table_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 20)
    with pytest.raises(BadTable, match="X102"):
        read_codebook(Upload("codes.csv", b"theme,code\nA,Alone at night\n"))
