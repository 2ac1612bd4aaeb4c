"""The report says what the project says: every quotation exact, every count adding up."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from tests.example_project import EXAMPLE
from toolkit.agreement.coefficient import Coefficient
from toolkit.errors import BadInput, StillSealed
from toolkit.exchange.report import ReportData, write_report
from toolkit.model.coding import Answer, Memo
from toolkit.model.decision import Choice, Dissent, Outcome
from toolkit.model.round import RoundState
from toolkit.model.study import Study
from toolkit.model.team import Method
from toolkit.model.transcript import ContentNote, build_transcript

UNDEFINED = "Nobody gave this code, so there is nothing to compare."
FIGURES = (
    Coefficient("percent_agreement", "overall", "all", 0.712, 0.65, 0.78, 137, 4),
    Coefficient("krippendorff_alpha", "overall", "between", -0.05, None, None, 131, 2),
    Coefficient("krippendorff_alpha", "Keep it", "all", None, None, None, 137, 4, UNDEFINED),
)
MADE_AT = "2026-03-01T12:00:00Z"
DATA = ReportData(EXAMPLE, MADE_AT, FIGURES)
PARTS = {field.name: () for field in fields(Study)}
NOTHING = Study(**PARTS | {"title": "Nothing yet", "log_head": "", "log_rows": 0})


@cache
def made(study: Study, figures: tuple[Coefficient, ...] = FIGURES) -> Document:
    """The report as it is read back; nobody changes it, so that one will do for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        write_report(ReportData(study, MADE_AT, figures), Path(folder) / "report.docx")
        return docx.Document(str(Path(folder) / "report.docx"))


def texts(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == style]


def everything(document: Document) -> str:
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(words)


def words_in(element: Any) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def table_under(document: Document, heading: str) -> list[list[str]]:
    """The first table whose first cell is this."""
    found = next(t for t in document.tables if t.rows[0].cells[0].text == heading)
    return [[cell.text for cell in row.cells] for row in found.rows]


# --- what it says --------------------------------------------------------------------------------


def test_sections_follow_the_study_from_team_to_log() -> None:
    assert texts(made(EXAMPLE), "Heading 1") == [
        "1. In short",
        "2. The team",
        "3. How we worked",
        "4. The texts and how they were cleared",
        "5. The codebook",
        "6. The rounds of coding",
        "7. What was said",
        "8. Differences and how they were settled",
        "9. The decisions",
        "10. Questions that were ranked",
        "11. What is still open",
        "12. Agreement in figures",
        "13. The log",
    ]


def test_every_quotation_is_exact_under_its_code() -> None:
    document = made(EXAMPLE)
    # Three codes have one passage each, and the one decision repeats its own.
    night, again = EXAMPLE.codings[0].quotation, EXAMPLE.codings[2].quotation
    assert texts(document, "Quote") == [night, night, again, night]
    sources = texts(document, "Source")
    assert sources[0].startswith("P01, turn 1 (R). Coded by Heron (academic).")
    assert sources[2].startswith("P01, turn 3 (R). Coded by Heron (academic) and Wren (lived")


def test_coding_carries_its_remarks_and_where_it_was_talked_about() -> None:
    sources = texts(made(EXAMPLE), "Source")
    assert "Wren: It is the knock that I remember." in sources[1]
    assert "Read differently; see decision 1." in sources[1]
    undecided = texts(made(replace(EXAMPLE, decisions=())), "Source")
    assert "Read differently; not voted on yet." in undecided[1]


def test_content_note_stands_before_each_passage_of_its_turn() -> None:
    paragraphs = made(EXAMPLE).paragraphs
    for before, paragraph in pairwise(paragraphs):
        if paragraph.style and paragraph.style.name == "Quote":
            noted = paragraph.text == EXAMPLE.codings[0].quotation
            assert (before.text == "Content note: somebody in crisis at night; no details") is noted


def test_texts_cleared_unread_are_called_so_with_both_names_and_the_reason() -> None:
    unread = replace(
        EXAMPLE.clearings[0], was_read=False, reason="Public already.", findings_left=3
    )
    words = everything(made(replace(EXAMPLE, clearings=(unread,))))
    assert (
        "Cleared unread: P01. Cleared by Wren and approved by Finch, 12 January 2026, 10:00 UTC. "
        "Places that might tell who somebody is: 1 settled, 3 left as they stood. "
        "Why: Public already."
    ) in words
    read = everything(made(EXAMPLE))
    assert "Cleared after reading: P01." in read
    assert "unread" not in read


def test_text_without_a_clearing_is_said() -> None:
    words = everything(made(replace(EXAMPLE, clearings=())))
    assert "It is not recorded who cleared P01." in words


def test_decision_has_rule_votes_reason_and_dissent() -> None:
    words = everything(made(EXAMPLE))
    for told in (
        "What came of it: the team takes “Alone at night”",
        "Rule: more than half of each side agree (version 1)",
        "Votes: take “Alone at night”: 2 (1 academic, 1 lived experience)",
        "Present: Heron and Wren",
        "Why: Being alone at night is what the rest of the turn follows from.",
        "Dissent (Wren): The tiredness must not get lost.",
        "Wren (lived experience): No rest afterwards",
    ):
        assert told in words


def test_beside_unsigned_dissent_votes_have_no_sides_and_nobody_is_named() -> None:
    dissent = Dissent(None, "It is about money.\nNobody says so.")
    decision = replace(EXAMPLE.decisions[0], dissents=(dissent,))
    words = everything(made(replace(EXAMPLE, decisions=(decision,))))
    assert "Dissent (unsigned): It is about money.\nNobody says so." in words
    assert "Votes: take “Alone at night”: 2\n" in words


def test_replaced_decision_stays_with_its_dissent_and_counts_once() -> None:
    old = EXAMPLE.decisions[0]
    new = replace(
        old,
        id="decision-2",
        replaces=old.id,
        outcome=Outcome.PARKED,
        choice=Choice.PARK,
        code_ids=(),
        dissents=(),
    )
    document = made(replace(EXAMPLE, decisions=(old, new)))
    told = [one for one in texts(document, "Heading 3") if one.startswith("Decision")]
    assert told == ["Decision 1: settled", "Decision 2: parked"]
    words = everything(document)
    assert "Decision 2 has taken its place." in words
    assert "It takes the place of decision 1." in words
    assert "The tiredness must not get lost." in words
    assert "Passages read differently: 1 (1 parked for later)" in words
    assert table_under(document, "Where")[1][-1] == "parked for later"


def test_counts_of_differences_add_up() -> None:
    rows = table_under(made(EXAMPLE), "How it stands")
    numbers = [[int(cell) for cell in row[1:]] for row in rows[1:]]
    for row in numbers:
        assert sum(row[:-1]) == row[-1]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1][-1] == len(EXAMPLE.differences)


def test_counts_of_codings_leave_out_what_was_left_for_another_day() -> None:
    document = made(EXAMPLE)
    counts = next(t for t in document.tables if t.rows[-1].cells[0].text == "All")
    assert [cell.text for cell in counts.rows[-1].cells] == ["All", "2", "2", "4"]
    words = everything(document)
    assert "Codings: 5 (4 with a code, 1 “not today”)" in words
    assert "Passages left for another day: 1." in words


def test_figures_stand_with_interval_and_n_and_undefined_ones_as_a_sentence() -> None:
    words = everything(made(EXAMPLE))
    assert "71%\n[65% to 78%]\nn 137, 4 readers" in words
    assert "\N{MINUS SIGN}0.05\nn 131, 2 readers" in words
    assert "no figure\nn 137, 4 readers" in words
    assert f"Krippendorff's alpha: {UNDEFINED} (Keep it)" in words
    assert "Cohen's kappa" not in words


def test_figures_over_characters_stand_apart_and_explain_the_alphas_for_spans(
    tmp_path: Path,
) -> None:
    over_characters = (
        Coefficient("krippendorff_alpha", "overall", "all", 0.41, 0.3, 0.5, 12_345, 4),
        Coefficient("u_alpha", "overall", "all", 0.43, 0.32, 0.52, 12_345, 4),
        Coefficient("ku_alpha", "Keep it", "all", None, None, None, 12_345, 4, UNDEFINED),
    )
    write_report(ReportData(EXAMPLE, MADE_AT, FIGURES, over_characters), tmp_path / "report.docx")
    document = docx.Document(str(tmp_path / "report.docx"))
    told = everything(document)
    assert "Character by character" in texts(document, "Heading 2")
    assert "0.43\n[0.32 to 0.52]\nn 12,345, 4 readers" in told
    assert "Alpha for spans (uα): Agreement on where the marked words begin and end" in told


def test_below_the_floor_counts_by_side_are_hidden_and_it_is_said() -> None:
    floor = replace(EXAMPLE.terms[-1], floor=2)
    document = made(replace(EXAMPLE, terms=(floor,)))
    told = everything(document)
    assert told.count("The counts by side are hidden") == 4
    moved = [table for table in document.tables if table.rows[0].cells[0].text == "Side"]
    assert [[row.cells[0].text for row in table.rows] for table in moved] == [["Side", "All"]] * 2
    assert "lived experience)" not in " ".join(
        paragraph.text for paragraph in document.paragraphs if paragraph.text.startswith("Votes:")
    )
    assert "2 people or more" in told


def test_reflexive_team_sees_no_figure_at_all() -> None:
    terms = replace(EXAMPLE.terms[0], version=2, method=Method.REFLEXIVE)
    document = made(replace(EXAMPLE, terms=(*EXAMPLE.terms, terms)))
    words = everything(document)
    assert "8. Where we read it differently" in texts(document, "Heading 1")
    assert not re.search(r"kappa|alpha|[Pp]ercent agreement|Agreement in figures|71%", words)
    assert UNDEFINED not in words


def test_answers_that_are_no_codes_stand_apart_with_their_lines() -> None:
    unsure = replace(
        EXAMPLE.codings[0], answer=Answer.NOT_SURE, code_id=None, line="Two things at once."
    )
    document = made(replace(EXAMPLE, codings=(unsure, *EXAMPLE.codings[1:])))
    assert "Not sure" in texts(document, "Heading 3")
    assert "Heron: Two things at once." in everything(document)


def test_coding_after_the_seal_is_marked_so() -> None:
    late = replace(EXAMPLE.codings[0], after_seal=True)
    words = everything(made(replace(EXAMPLE, codings=(late, *EXAMPLE.codings[1:]))))
    assert "Coded by Heron (academic) after the seal." in words


def test_open_round_tells_who_has_sealed_and_nothing_else() -> None:
    waiting = replace(
        EXAMPLE.rounds[0],
        id="round-2",
        name="Round 2",
        state=RoundState.OPEN,
        seals=EXAMPLE.rounds[0].seals[:1],
        revealed_at=None,
    )
    words = everything(made(replace(EXAMPLE, rounds=(*EXAMPLE.rounds, waiting))))
    assert "Not revealed yet." in words
    assert "0 of 1" in words


def test_round_revealed_early_says_why() -> None:
    early = replace(
        EXAMPLE.rounds[0], seals=EXAMPLE.rounds[0].seals[:1], reveal_reason="Wren has moved away."
    )
    words = everything(made(replace(EXAMPLE, rounds=(early,))))
    assert "Not all had sealed; what was not sealed is left out. Why: Wren has moved away." in words
    assert "All had sealed before." not in words


def test_empty_project_says_so_in_every_part() -> None:
    words = everything(made(NOTHING, ()))
    for told in (
        "Nobody is on the team yet.",
        "The team has not agreed yet how it works.",
        "No text has been cleared for coding yet.",
        "No codebook has been made yet.",
        "No round of coding has been opened yet.",
        "Nothing has been revealed yet.",
        "No passage has been read differently in a revealed round.",
        "No decision has been taken yet.",
        "No difference is open, parked or waiting for a vote.",
        "There are no figures of agreement: nothing has been compared yet.",
    ):
        assert told in words


# --- what it refuses -----------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["codings", "own_codes", "differences"])
def test_nothing_of_a_sealed_round_is_written(tmp_path: Path, part: str) -> None:
    sealed = replace(EXAMPLE.rounds[0], state=RoundState.OPEN, revealed_at=None)
    only = {name: () for name in ("codings", "own_codes", "differences") if name != part}
    with pytest.raises(StillSealed, match="X201"):
        write_report(
            replace(DATA, study=replace(EXAMPLE, rounds=(sealed,), **only)),
            tmp_path / "report.docx",
        )
    assert list(tmp_path.iterdir()) == []


def test_altered_quotation_is_refused_and_not_repeated(tmp_path: Path) -> None:
    first = EXAMPLE.codings[0]
    altered = replace(first, quotation="x" * len(first.quotation))
    with pytest.raises(BadInput, match="M106") as raised:
        write_report(
            replace(DATA, study=replace(EXAMPLE, codings=(altered,))), tmp_path / "report.docx"
        )
    assert "xx" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


# --- hostile words -------------------------------------------------------------------------------


def test_words_that_no_xml_can_hold_are_shown_and_do_not_break_the_file() -> None:
    spoken = [("R", "a\x00b\x0bc\x1fd\uffff\te  f <script>&amp;</script> {{x}} $1$ \u202e!", "")]
    text = build_transcript("P\x01", spoken, version=1, transcript_id="transcript-1")
    hostile = replace(
        EXAMPLE.codings[0], start=0, end=len(text.text), quotation=text.text, line="=\x02"
    )
    data = replace(
        EXAMPLE,
        title="A\x00 <title>\n",
        transcripts=(text,),
        codings=(hostile,),
        content_notes=(ContentNote("transcript-1", 0, "\x03note"),),
        memos=(Memo("m", "coding", "coding-1", "member-1", "\x04]]>", True, ""),),
        differences=(),
        decisions=(),
    )
    document = made(data)
    assert texts(document, "Quote") == [
        "a\ufffdb\ufffdc\ufffdd\ufffd\te  f <script>&amp;</script> {{x}} $1$ \u202e!"
    ]
    assert texts(document, "Title") == ["A\ufffd <title>"]
    assert document.core_properties.title == "A\ufffd <title>"


def test_thousands_of_names_that_look_like_markup_stay_text() -> None:
    odd = tuple(
        replace(member, pen_name=f"<w:p>&{number};")
        for number, member in enumerate(EXAMPLE.members)
    )
    rows = table_under(made(replace(EXAMPLE, members=odd)), "Pen-name")
    assert [row[0] for row in rows[1:]] == ["<w:p>&0;", "<w:p>&1;", "<w:p>&2;"]


def test_time_that_is_none_is_printed_as_it_stands() -> None:
    odd = replace(EXAMPLE.clearings[0], made_at="last spring")
    assert "last spring" in everything(made(replace(EXAMPLE, clearings=(odd,))))


# --- the file ------------------------------------------------------------------------------------


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    write_report(DATA, tmp_path / "one.docx")
    write_report(DATA, tmp_path / "two.docx")
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_file_names_nobody_and_holds_no_other_time(tmp_path: Path) -> None:
    write_report(DATA, tmp_path / "report.docx")
    properties = docx.Document(str(tmp_path / "report.docx")).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created == properties.modified
    assert properties.created.isoformat().startswith("2026-03-01T12:00:00")
    with zipfile.ZipFile(tmp_path / "report.docx") as opened:
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_page_is_a4_in_large_type_and_british_english() -> None:
    document = made(EXAMPLE)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    normal: Any = document.styles["Normal"]
    assert normal.font.size.pt >= 12
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    footer = etree.tostring(section.footer._element).decode()
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


def test_contents_list_names_and_links_to_every_section() -> None:
    document = made(EXAMPLE)
    body = document.element.body
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    links = list(body.iter(qn("w:hyperlink")))
    assert set(texts(document, "Heading 1")) <= {words_in(link) for link in links}
    for link in links:
        assert words_in(marks[link.get(qn("w:anchor"))]) == words_in(link)
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_pictures_are_told_in_words_and_tables_repeat_their_headings() -> None:
    document = made(EXAMPLE)
    told = [e.get("descr") for e in document.element.body.iter(qn("wp:docPr"))]
    themes, differences = told
    assert themes.startswith(
        "Bar chart. Codings by theme and by the side of who coded. Riskiness: "
    )
    assert themes.endswith("Value: academic 1, lived experience 1.")
    assert differences == "Bar chart. How the differences stand. Settled by taking a code: 1."
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_part_is_well_formed_and_refers_to_nothing_outside(tmp_path: Path) -> None:
    write_report(DATA, tmp_path / "report.docx")
    for name, content in parts(tmp_path / "report.docx").items():
        if name.endswith((".xml", ".rels")):
            etree.parse(io.BytesIO(content))
            assert b'TargetMode="External"' not in content


def test_what_was_found_is_counted_by_class_and_the_checklist_is_told() -> None:
    words = everything(made(EXAMPLE))
    assert "1 settled, 0 left as they stood. Signed for what no rule finds: 9 checks. Why" in words
    table = next(
        one for one in made(EXAMPLE).tables if one.cell(0, 0).text.startswith("What might tell")
    )
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["What might tell who somebody is", "Kept", "Replaced", "Taken out"],
        ["Dates, ages and sentence lengths", "1", "0", "0"],
    ]
