"""What a person wrote stays text wherever the app shows it, and uploads stay off the disk."""

from __future__ import annotations

import asyncio
import html
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from starlette.requests import Request

from toolkit.settings import MAX_FILE_BYTES
from toolkit.ui.frame import plain
from toolkit.ui.mishaps import keep_words_out_of_the_log
from toolkit.ui.rendering import render
from toolkit.ui.serving import app_parts

SIGNS = st.text(alphabet="*_`[]()!<>#&:;$~|\\\"'/.@-+=1a h", min_size=1, max_size=40)


@given(SIGNS)
def test_markdown_shows_plain_text_as_it_was_written(text: str) -> None:
    words = " ".join(text.split())
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(f"x{plain(words)}x")
    # A sign of no width keeps what looks like an address from becoming a link.
    assert html.unescape(shown).replace("\u2060", "") == f"<p>x{words}x</p>\n"


def test_templates_escape_what_they_are_given() -> None:
    hostile = "<script>alert(1)</script>\" onload=x '"
    page = render("table.html", headings=["a", hostile], rows=[["b", hostile]], caption=hostile)
    assert "<script" not in page
    assert '" onload' not in page


@pytest.mark.parametrize("size", [1, 3_000_000, MAX_FILE_BYTES])
def test_an_upload_is_never_put_on_the_disk(size: int) -> None:
    app_parts()
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n'
        + bytes(size)
        + b"\r\n--x--\r\n"
    )
    scope = {
        "type": "http",
        "method": "POST",
        "headers": [(b"content-type", b"multipart/form-data; boundary=x")],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def is_on_disk() -> bool:
        form = await Request(scope, receive).form()
        rolled = bool(form["file"].file._rolled)
        await form.close()
        return rolled

    assert asyncio.run(is_on_disk()) is False


def test_a_fault_leaves_its_place_in_the_log_and_no_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    keep_words_out_of_the_log()
    logger = logging.getLogger("streamlit.error_util")
    logger.addHandler(caplog.handler)
    try:
        raise ValueError("what a participant said")
    except ValueError:
        logger.error("Uncaught app execution", exc_info=sys.exc_info())
    finally:
        logger.removeHandler(caplog.handler)
    assert "what a participant said" not in caplog.text
    assert "ValueError" in caplog.text
    assert "test_frame.py" in caplog.text
