"""The file that holds the way back from pseudonyms to names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import BrokenProject, NotAllowed, NotFound, WrongState
from toolkit.storage import name_key
from toolkit.storage.name_key import (
    KeyEntry,
    add_key_entries,
    change_key_passphrase,
    check_key_file,
    make_key_file,
    read_key_entries,
)

PASSPHRASE = "ten grey herons fly"
ENTRIES = (
    KeyEntry("[Officer 3]", "Officer Baker", "titled_name"),
    KeyEntry("[person 1]", "Siân Ó Móráin 🌙", "name"),
)
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=400)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # As strong as it is made for people it takes a tenth of a second; a test may be cheaper.
    monkeypatch.setattr(name_key, "MEMORY_KIB", 64)
    made = tmp_path / "names.key"
    make_key_file(made, "k1", PASSPHRASE)
    return made


def test_what_is_added_without_the_passphrase_is_read_with_it(path: Path) -> None:
    add_key_entries(path, "k1", ENTRIES[:1])
    add_key_entries(path, "k1", ENTRIES)
    assert read_key_entries(path, "k1", PASSPHRASE) == ENTRIES


def test_the_file_holds_no_name_and_no_length_of_one(path: Path) -> None:
    add_key_entries(path, "k1", [KeyEntry("[person 1]", "Al", "name")])
    add_key_entries(path, "k1", [KeyEntry("[person 2]", "Bartholomew Featherstone", "name")])
    content = path.read_text(encoding="utf-8")
    assert "person" not in content and "Feather" not in content
    assert len({len(entry) for entry in json.loads(content)["entries"]}) == 1
    assert path.stat().st_mode & 0o077 == 0, "others on the machine cannot read it"


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(path: Path) -> None:
    add_key_entries(path, "k1", ENTRIES)
    before = path.read_bytes()
    for wrong in ("", "ten grey herons", PASSPHRASE.upper()):
        with pytest.raises(NotAllowed, match="K102"):
            read_key_entries(path, "k1", wrong)
        with pytest.raises(NotAllowed, match="K102"):
            change_key_passphrase(path, "k1", wrong, "another one of mine")
    assert path.read_bytes() == before


def test_a_passphrase_typed_in_another_unicode_form_is_the_same(path: Path) -> None:
    change_key_passphrase(path, "k1", PASSPHRASE, "caf\u00e9 in the morning")
    add_key_entries(path, "k1", ENTRIES)
    assert read_key_entries(path, "k1", "cafe\u0301 in the morning") == ENTRIES
    with pytest.raises(NotAllowed):
        read_key_entries(path, "k1", PASSPHRASE)


def test_a_file_that_is_not_there_or_another_projects_is_named(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="K103"):
        add_key_entries(tmp_path / "nowhere.key", "k1", ENTRIES)
    with pytest.raises(BrokenProject, match="K105"):
        check_key_file(path, "k2")
    with pytest.raises(WrongState, match="K101"):
        make_key_file(path, "k1", PASSPHRASE)


def test_every_damage_is_noticed(path: Path) -> None:
    add_key_entries(path, "k1", ENTRIES)
    whole = json.loads(path.read_text(encoding="utf-8"))
    for damage in (
        b"",
        b"{}",
        b"\xff\x00",
        b"[1]",
        path.read_bytes()[:-40],
        json.dumps(whole | {"entries": 3}).encode(),
        json.dumps(whole | {"public": "AAAA"}).encode(),
        json.dumps(whole | {"private": None}).encode(),
    ):
        path.write_bytes(damage)
        with pytest.raises(BrokenProject, match="K104"):
            add_key_entries(path, "k1", ENTRIES)
        assert path.read_bytes() == damage
    for name in ("private", "salt", "public"):
        changed = dict(whole)
        first = changed[name][0]
        changed[name] = ("A" if first != "A" else "B") + changed[name][1:]
        path.write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises((NotAllowed, BrokenProject)):
            read_key_entries(path, "k1", PASSPHRASE)
    for entry in ("", "AAAA", "?", 7, whole["entries"][0][:-8] + "AAAAAAA="):
        path.write_text(json.dumps(whole | {"entries": [entry]}), encoding="utf-8")
        with pytest.raises(BrokenProject, match="K104"):
            read_key_entries(path, "k1", PASSPHRASE)


def test_a_key_that_cannot_be_written_leaves_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(name_key.os, "fsync", full)
    with pytest.raises(BrokenProject, match="K106"):
        add_key_entries(path, "k1", ENTRIES)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["names.key"], "no half file is left"


@settings(max_examples=25)
@given(st.lists(st.tuples(words, words), max_size=4))
def test_any_words_come_back(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    entries = tuple(dict.fromkeys(KeyEntry(one, other, "name") for one, other in pairs))
    path = tmp_path_factory.mktemp("key") / "names.key"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(name_key, "MEMORY_KIB", 64)
        make_key_file(path, "k1", PASSPHRASE)
        add_key_entries(path, "k1", entries)
        assert read_key_entries(path, "k1", PASSPHRASE) == entries
