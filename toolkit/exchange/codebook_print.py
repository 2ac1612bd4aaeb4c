"""A codebook as a page to print: large black letters on white, a new page for each theme."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from toolkit.analysis.names import Names, say_when
from toolkit.model.codebook import Code, Codebook

_STYLE = """
@page { size: A4; margin: 18mm 16mm; }
body { margin: 0 auto; max-width: 48rem; padding: 1rem; color: #000; background: #fff;
  font: 1.25rem/1.5 Georgia, "Times New Roman", serif; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.7rem; line-height: 1.2; margin: 2.5rem 0 1rem; border-bottom: 3px solid #000; }
h3 { font-size: 1.4rem; margin: 0 0 .25rem; }
section + section { break-before: page; }
article { break-inside: avoid; margin: 0 0 1.75rem; }
p, dd { margin: 0 0 .4rem; white-space: pre-line; overflow-wrap: anywhere; }
dl { margin: .4rem 0 0; }
dt { font-weight: bold; }
dd { margin-left: 1.25rem; }
.hard { border-left: 6px solid #000; padding-left: .75rem; }
.id { font-weight: normal; font-size: 1.1rem; }
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
<h1>{title}</h1>
<p>{facts}</p>
<p>{why}</p>
{sections}
</body>
</html>
"""
SHORT_ID = 6
"""Ids up to this length are printed: people say them to each other."""


def format_codebook_page(book: Codebook, *, title: str, names: Names) -> bytes:
    """A codebook as the bytes of an HTML file, without a script and with nothing from elsewhere.

    Args:
        book: One version.
        title: What the study is called.
        names: For the pen-name of whoever the version came from.
    """
    facts = f"Version {book.version}, {say_when(book.made_at)}, by {names.member(book.made_by)}."
    return _PAGE.format(
        title=escape(f"Codebook: {title}"),
        style=_STYLE,
        facts=escape(facts),
        why=escape(f"Why this version was made: {book.reason}"),
        sections="\n".join(_sections(book)),
    ).encode()


def _sections(book: Codebook) -> Iterator[str]:
    listed: list[tuple[str | None, str]] = [(theme.id, theme.name) for theme in book.themes]
    for theme_id, name in (*listed, (None, "Without a theme")):
        codes = [code for code in book.codes if code.theme_id == theme_id]
        if codes:
            told = "\n".join(map(_article, codes))
            yield f"<section>\n<h2>{escape(name)}</h2>\n{told}\n</section>"


def _article(code: Code) -> str:
    shown = f' <span class="id">{escape(code.id)}</span>' if len(code.id) <= SHORT_ID else ""
    parts = (
        ("Use it when", code.use_when),
        ("Not when", code.not_when),
        ("Example", code.example),
    )
    lines = "".join(f"<dt>{label}</dt><dd>{escape(said)}</dd>" for label, said in parts if said)
    hard = '<p class="hard">Passages under this code may be hard to read.</p>'
    return (
        f"<article>\n<h3>{escape(code.name)}{shown}</h3>\n"
        f"<p>{escape(code.plain_meaning or 'No meaning has been written down yet.')}</p>\n"
        f"<dl>{lines}</dl>\n{hard if code.content_note else ''}\n</article>"
    )
