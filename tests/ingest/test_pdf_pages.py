"""PDF files printed by LibreOffice from Word files, and hostile ones written byte by byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Cm

from tests.ingest.made_files import codes, told
from toolkit.errors import UnreadableFile
from toolkit.ingest.formats.pdf_pages import read_pdf
from toolkit.ingest.reading import read_transcript

LONG = (
    "well it was a long night and nobody came round the landing and you could hear the banging "
    "of doors from the other side of the wing, and I lay there waiting for it to stop, which it "
    "never did, not until it was light"
)
HELLO = b"BT /F1 12 Tf 72 700 Td (I: Hello there.) Tj 0 -40 Td (R: Hi.) Tj ET"
SHEET = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %b>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
Make = Callable[[Document], None]


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[Make], Path]:
    """A Word file as LibreOffice prints it into a PDF file."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed here, and it prints the PDF files")

    def print_it(make: Make) -> Path:
        document = Document()
        make(document)
        document.save(str(tmp_path / "P07.docx"))
        home = f"-env:UserInstallation=file://{tmp_path / 'office'}"
        to = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run(
            [office, home, *to, str(tmp_path / "P07.docx")], check=True, capture_output=True
        )
        return tmp_path / "P07.pdf"

    return print_it


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%b>>\n" % (len(objects) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % table


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def page(content: bytes, *more: bytes, kids: bytes = b"[3 0 R]", count: int = 1) -> bytes:
    """A PDF file of one page; object 6 and on are those given."""
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids%b/Count %d>>" % (kids, count),
            SHEET % b"4 0 R/Annots[7 0 R]/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>",
            content if content.startswith(b"<<") else stream(content),
            FONT,
            *more,
        ]
    )


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(data)
    return caught.value.problem.code


def test_turns_over_lines_and_pages_are_read_and_what_is_on_each_page_is_counted(
    printed: Callable[[Make], Path],
) -> None:
    said = [
        pair
        for number in range(20)
        for pair in (
            ("Interviewer", f"How was night {number * 7 % 20}, then?"),
            ("P07", f"{'So ' * (number % 5)}{LONG} {number}."),
        )
    ]

    def make(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Study 7, P07"
        document.sections[0].footer.paragraphs[0].text = "In confidence"
        for label, words in said:
            document.add_paragraph(f"{label}: {words}")

    reading = read_transcript(printed(make))
    assert told(reading) == said
    assert reading.report.read_as == "PDF file, 3 pages"
    assert reading.report.words_left_out == {"footer": 6, "header": 9, "label": 40}
    assert reading.report.words_unexplained == 0
    assert reading.report.confident
    assert [turn.locator for turn in reading.transcript.turns[:3]] == [
        "page 1, line 2", "page 1, line 3", "page 1, line 6",
    ]  # fmt: skip


def test_labels_in_a_column_of_their_own_stay_beside_their_words(
    printed: Callable[[Make], Path],
) -> None:
    said = [("Interviewer", "Yes? Is it?"), ("P07", f"{LONG}."), ("Interviewer", "And?")] * 3

    def make(document: Document) -> None:
        table = document.add_table(len(said), 2)
        for row, (label, words) in zip(table.rows, said, strict=True):
            row.cells[0].text, row.cells[1].text = f"{label}:", words
            row.cells[0].width, row.cells[1].width = Cm(2.5), Cm(13)

    reading = read_transcript(printed(make))
    assert told(reading) == said
    assert reading.report.words_unexplained == 0


def test_bold_lines_are_known_as_such(printed: Callable[[Make], Path]) -> None:
    def make(document: Document) -> None:
        document.add_paragraph().add_run("How was it?").bold = True
        paragraph = document.add_paragraph()
        paragraph.add_run("Fay").bold = True
        paragraph.add_run(" said so.")
        document.add_paragraph("It was long.")

    source = read_pdf(printed(make).read_bytes())
    assert [(line.text, line.bold, line.bold_end) for line in source.lines] == [
        ("How was it?", True, 0), ("Fay said so.", False, 3), ("It was long.", False, 0),
    ]  # fmt: skip


def test_letters_of_many_kinds_come_back_as_they_were(printed: Callable[[Make], Path]) -> None:
    words = "“Naïve café” – it’s £5 … the office, a difficult first flight"
    reading = read_transcript(
        printed(
            lambda document: [
                document.add_paragraph(f"I: {words}"),
                document.add_paragraph("R: No."),
            ]
        )
    )
    assert told(reading) == [("I", words), ("R", "No.")]


def test_a_page_break_in_a_sentence_does_not_end_the_turn(printed: Callable[[Make], Path]) -> None:
    def make(document: Document) -> None:
        document.add_paragraph("I: Well?")
        paragraph = document.add_paragraph(f"R: {LONG} and")
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph.add_run("then it was day.")
        document.add_paragraph("I: I see.")

    reading = read_transcript(printed(make))
    assert [speaker for speaker, _ in told(reading)] == ["I", "R", "I"]
    assert told(reading)[1][1].split() == f"{LONG} and then it was day.".split()


def lines_at(*lines: tuple[int, int, str]) -> bytes:
    return b"".join(
        b"BT /F1 12 Tf %d %d Td (%b) Tj ET\n" % (x, y, words.encode()) for x, y, words in lines
    )


def test_a_broken_word_is_put_together_only_where_the_file_has_it_whole() -> None:
    source = read_pdf(
        page(
            lines_at(
                (72, 700, "I: and so it all went on and on and on until some-"),
                (72, 686, "thing came that had no name and was still someth-"),
                (72, 672, "ing more."),
                (72, 640, "R: I saw something there, as was well-known to us."),
                (72, 600, "I: it was all quite, really, very, very much well-"),
                (72, 586, "known by all but me in those long and dread-"),
                (72, 572, "ful nights."),
            )
        )
    )
    text = " ".join(line.text for line in source.lines)
    assert "until something came" in text
    assert "still something more" in text
    assert "much well-known by all" in text
    assert "dread- ful nights" in text
    assert source.left_out["hyphenation"] == 3
    assert source.words_in == sum(len(line.text.split()) for line in source.lines) + 3


def test_columns_side_by_side_are_a_doubt() -> None:
    left = [(72, 700 - 14 * row, f"left {row} of it") for row in range(9)]
    right = [(330, 700 - 14 * row, f"right {row} of it") for row in range(9)]
    source = read_pdf(page(lines_at(*left, *right)))
    assert [problem.code for problem in source.doubts] == ["I244"]
    assert " ".join(line.text for line in source.lines).index("left 8") < 200


def test_words_that_stand_aslant_and_notes_are_counted_and_are_no_speech() -> None:
    note = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Zoe said so)>>"
    aslant = b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT COPY) Tj ET "
    source = read_pdf(page(aslant + HELLO, b"null", note))
    assert [line.text for line in source.lines] == ["I: Hello there.", "R: Hi."]
    assert dict(source.left_out) == {"comment": 3, "turned_text": 2}
    assert source.words_in == 10


def test_a_page_that_is_a_picture_among_others_is_a_doubt() -> None:
    picture = stream(b"\x00" * 4, b"/Subtype/Image/Width 2/Height 2/BitsPerComponent 8")
    data = written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
            SHEET % b"5 0 R/Resources<</Font<</F1 6 0 R>>>>",
            SHEET % b"7 0 R/Resources<</XObject<</X 8 0 R>>>>",
            stream(HELLO),
            FONT,
            stream(b"q 600 0 0 700 0 0 cm /X Do Q"),
            picture,
        ]
    )
    assert [problem.where for problem in read_pdf(data).doubts] == ["page 2"]


def test_a_scan_is_refused_and_says_that_it_may_be_one() -> None:
    assert refusal(page(b"q 600 0 0 700 0 0 cm Q")) == "I104"


def test_a_password_is_refused_by_its_own_code() -> None:
    lock = b"<</Filter/Standard/V 1/R 2/O(%b)/U(%b)/P -4>>" % (b"o" * 32, b"u" * 32)
    locked = page(HELLO, b"null", b"null", lock).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 8 0 R/ID[(0123456789abcdef)(0123456789abcdef)]"
    )
    assert refusal(locked) == "I105"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"I: Hello.\nR: Hi.", "I107"),
        (b"PK\x03\x04" + b"\x00" * 99, "I107"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 99, "I109"),
        (page(HELLO)[:300], "I109"),
        (page(HELLO, kids=b"[2 0 R]", count=9), "I109"),
        (page(HELLO, kids=b"[" + b"3 0 R " * 1600 + b"]", count=1600), "I115"),
    ],
    ids=["text", "zip", "noise", "cut", "loop", "pages"],
)
def test_what_cannot_be_read_is_refused_by_its_own_code(data: bytes, code: str) -> None:
    assert refusal(data) == code


MEASURE = """
import resource, sys
from pathlib import Path
from toolkit.errors import UnreadableFile
from toolkit.ingest.formats.pdf_pages import read_pdf
try:
    read_pdf(Path(sys.argv[1]).read_bytes())
except UnreadableFile as error:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(error.problem.code, used.ru_maxrss, used.ru_utime + used.ru_stime)
"""
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>"


@pytest.mark.parametrize(
    "data",
    [
        page(stream(zlib.compress(b" " * 250_000_000, 9), b"/Filter/FlateDecode")),
        page(b"/X Do", stream(b"/X Do " * 20, FORM)),
        page(b"q " * 2_000_000 + HELLO),
    ],
    ids=["bomb", "form in itself", "nested states"],
)
def test_what_would_take_all_memory_or_time_is_refused_within_its_bounds(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "P07.pdf").write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "P07.pdf")], capture_output=True, check=True
    )
    code, kilobytes, seconds = done.stdout.split()
    assert code == b"I110"
    assert int(kilobytes) < 300 * 1024
    assert float(seconds) < 5


def test_more_letters_than_any_interview_has_are_refused() -> None:
    many = b"BT /F1 1 Tf 72 700 Td " + b"(word word word) Tj 0 -1 Td " * 80_000 + b"ET"
    assert refusal(page(many)) in ("I115", "I110")


def test_a_file_cut_or_changed_anywhere_is_refused_or_read_without_loss() -> None:
    whole = page(HELLO)
    for place in range(20, len(whole), 97):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        for data in (whole[:place], bytes(changed)):
            try:
                source = read_pdf(data)
            except UnreadableFile as error:
                assert error.problem.code in ("I104", "I109")
            else:
                words = sum(len(line.text.split()) for line in source.lines)
                assert source.words_in == words + source.left_out.total()


def test_nothing_is_written_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "P07.pdf").write_bytes(page(HELLO))
    reading = read_transcript(tmp_path / "P07.pdf")
    assert told(reading) == [("I", "Hello there."), ("R", "Hi.")]
    assert [file.name for file in tmp_path.iterdir()] == ["P07.pdf"]
    assert codes(reading) == []


def test_the_library_for_pdf_files_is_never_loaded_into_our_own_process() -> None:
    script = (
        "import sys; from toolkit.ingest.formats.pdf_pages import read_pdf\n"
        f"assert read_pdf({page(HELLO)!r}).words_in == 5\n"
        "sys.exit(any(name.startswith('pypdfium2') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_pages_with_a_lying_count_are_read_as_they_are() -> None:
    source = read_pdf(page(HELLO, count=2**31 - 1))
    assert [line.text for line in source.lines] == ["I: Hello there.", "R: Hi."]
