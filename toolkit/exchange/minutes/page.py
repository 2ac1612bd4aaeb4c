"""Minutes as a web page that needs nothing else: no script, no picture, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from toolkit.analysis.names import say_when
from toolkit.exchange.minutes.text import Block, Fact, Heading, MinutesText, Quotation, Table

_STYLE = """
@page { size: A4; margin: 18mm 16mm; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; color: #1a1a1a; background: #fff;
  font: 1.1rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.5rem; line-height: 1.2; margin: 2.2rem 0 .75rem;
  border-bottom: 2px solid #1a1a1a; }
h3 { font-size: 1.2rem; margin: 1.5rem 0 .4rem; break-after: avoid; }
p { margin: 0 0 .6rem; white-space: pre-line; overflow-wrap: anywhere; }
blockquote { margin: .5rem 0 .75rem; padding-left: .9rem; border-left: 4px solid #767676; }
summary { cursor: pointer; padding: .3rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; white-space: pre-line;
  border-bottom: 1px solid #bbb; overflow-wrap: anywhere; }
"""
_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>Made on {made}.</p>
{sections}
</main>
</body>
</html>
"""


def format_minutes_page(minutes: MinutesText) -> bytes:
    """Minutes as the bytes of an HTML file; passages with a content note are folded away."""
    return _PAGE.format(
        title=escape(minutes.title),
        style=_STYLE,
        made=escape(say_when(minutes.made_at)),
        sections="\n".join(_sections(minutes)),
    ).encode()


def _sections(minutes: MinutesText) -> Iterator[str]:
    for title, blocks in minutes.sections:
        yield f"<h2>{escape(title)}</h2>"
        yield from map(_element, blocks)


def _element(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>"
    if isinstance(block, Heading):
        return f"<h3>{escape(block.words)}</h3>"
    if isinstance(block, Fact):
        return f"<p><strong>{escape(block.label)}:</strong> {escape(block.words)}</p>"
    if isinstance(block, Quotation):
        return _quotation(block)
    return _table(block)


def _quotation(block: Quotation) -> str:
    quoted = f"<blockquote><p>{escape(block.words)}</p></blockquote>"
    if not block.note:
        return quoted
    note = f"Content note: {escape(block.note)}. Open it only if you want to."
    return f"<details><summary>{note}</summary>{quoted}</details>"


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in block.headings)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
