"""Words of any kind come back out of a Word file as they went in."""

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.exchange.word import QUOTATION, WordFile, plain_text

any_words = st.text(st.characters(), max_size=40)


@settings(max_examples=15, deadline=None)
@given(any_words, any_words, any_words)
def test_any_quotation_survives_up_to_what_xml_cannot_hold(
    quotation: str, note: str, heading: str
) -> None:
    made = WordFile("Title \ud800 \x00", "2026-03-01T12:00:00Z")
    made.contents()
    made.heading(heading, 1)
    made.quotation(quotation, note, "P07")
    made.table([heading], [[quotation]], [1])
    document = docx.Document(io.BytesIO(made.to_bytes()))
    (found,) = (p.text for p in document.paragraphs if p.style and p.style.name == QUOTATION)
    assert found == plain_text(quotation).replace("\r", "\n")
    assert document.tables[0].rows[1].cells[0].text == found
