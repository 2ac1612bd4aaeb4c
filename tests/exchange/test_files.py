"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from toolkit.errors import BadInput
from toolkit.exchange.files import write_file


def test_new_content_takes_the_place_of_the_old_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write_file(path, b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_folder_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="X001"):
        write_file(tmp_path / "nowhere" / "report.docx", b"new")


def test_file_that_cannot_be_replaced_stays_and_no_part_is_left(tmp_path: Path) -> None:
    in_the_way = tmp_path / "report.docx"
    in_the_way.mkdir()
    with pytest.raises(BadInput, match="X001"):
        write_file(in_the_way, b"new")
    assert list(tmp_path.iterdir()) == [in_the_way]
