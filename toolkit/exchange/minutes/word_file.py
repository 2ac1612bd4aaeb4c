"""Minutes as a Word file."""

from __future__ import annotations

from toolkit.analysis.names import say_when
from toolkit.exchange.minutes.text import Block, Fact, Heading, MinutesText, Quotation, Table
from toolkit.exchange.word import DETAIL, WordFile


def format_minutes_word(minutes: MinutesText) -> bytes:
    """Minutes as the bytes of a Word file; the same for the same minutes."""
    word = WordFile(minutes.title, minutes.made_at)
    word.paragraph(f"Made on {say_when(minutes.made_at)}.")
    for title, blocks in minutes.sections:
        word.heading(title, 1)
        for block in blocks:
            _write(word, block)
    return word.to_bytes()


def _write(word: WordFile, block: Block) -> None:
    if isinstance(block, str):
        word.paragraph(block)
    elif isinstance(block, Heading):
        word.heading(block.words, 2)
    elif isinstance(block, Fact):
        word.labelled(block.label, block.words, DETAIL)
    elif isinstance(block, Quotation):
        word.quotation(block.words, block.note, block.source)
    elif isinstance(block, Table):
        word.table(block.headings, block.rows, [1.0] * len(block.headings))
