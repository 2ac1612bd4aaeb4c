from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

import toolkit
from tests.scripts import load_script
from toolkit.demo.build import HERE, TEAM, build_demo
from toolkit.demo.published import PASSPHRASE, find_published
from toolkit.errors import BadInput, NotAllowed
from toolkit.model.decision import Outcome
from toolkit.model.team import Side
from toolkit.storage.project import Project
from toolkit.workflow.accounts import sign_in, sign_out
from toolkit.workflow.projects import open_project, verify
from toolkit.workflow.study import load_study


def opened(demo: Path) -> Project:
    return open_project(demo)


def test_it_is_a_whole_study(demo: Path) -> None:
    project = opened(demo)
    study = load_study(project)
    assert verify(project).problems == ()
    project.close()
    assert len(study.transcripts) == 13
    groups = [t for t in study.transcripts if len(t.speakers) > 2]
    assert [len(t.speakers) for t in groups] == [6]
    for text in study.transcripts:
        assert 1200 <= len(text.text.split()) <= 2500, text.name
    assert {member.sides for member in study.members} == {
        frozenset({Side.ACADEMIC}),
        frozenset({Side.LIVED}),
    }
    used = {coding.code_id for coding in study.codings}
    assert {code.id for code in study.codebooks[-1].codes} <= used
    assert len(study.content_notes) > 50


def test_every_reader_sealed_before_the_reveal_and_they_differ(demo: Path) -> None:
    project = opened(demo)
    study = load_study(project)
    project.close()
    (found,) = study.rounds
    assert len(found.seals) == len(found.assignments)
    assert not any(coding.after_seal for coding in study.codings)
    assert {c.coder_id for c in study.codings} == {m.id for m in study.members}
    assert len({d.kind for d in study.differences}) == 4
    for text in study.transcripts:
        readers = found.readers_of(text.id)
        sides = {side for m in study.members if m.id in readers for side in m.sides}
        assert sides == set(Side), text.name


def test_a_few_decisions_carry_reasons_and_dissent(demo: Path) -> None:
    project = opened(demo)
    decisions = load_study(project).decisions
    project.close()
    assert {d.outcome for d in decisions} == {Outcome.SETTLED, Outcome.PARKED, Outcome.OPEN}
    assert all(d.reason for d in decisions)
    assert sum(len(d.dissents) for d in decisions) == 1


def test_what_would_have_identified_somebody_is_replaced(demo: Path) -> None:
    for words in (b"07700 900482", b"A4907XQ", b"biscuit.tin.22"):
        assert not [p.name for p in demo.rglob("*") if p.is_file() and words in p.read_bytes()]
    turns = toolkit.open_project(demo).turns()["words"]
    for words in ("[phone number]", "[prisoner number]", "[e-mail address]"):
        assert turns.str.contains(words, regex=False).any()


def test_a_second_time_changes_nothing(demo: Path) -> None:
    before = {p: hashlib.sha256(p.read_bytes()).digest() for p in demo.rglob("*.db")}
    project, is_new = build_demo(demo)
    project.close()
    assert not is_new
    assert {p: hashlib.sha256(p.read_bytes()).digest() for p in demo.rglob("*.db")} == before


def test_it_never_builds_over_somebodys_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="other things"):
        build_demo(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_files_are_what_the_script_makes_of_the_plain_texts(tmp_path: Path) -> None:
    script = load_script("write_invented_study")
    made = {path.relative_to(tmp_path): path for path in script.write_all(tmp_path)}
    kept = {p.relative_to(HERE) for p in [*HERE.glob("interviews/*"), HERE / "content_notes.csv"]}
    assert set(made) == kept
    for name, path in made.items():
        assert path.read_bytes() == (HERE / name).read_bytes(), name


def test_turns_and_speakers_are_read_as_they_were_written() -> None:
    script = load_script("write_invented_study")
    for path in sorted(script.MASTERS.glob("*.txt")):
        master = script.read_master(path)
        (file,) = HERE.glob(f"interviews/{master.name}.*")
        text = toolkit.read_transcript(file).transcript
        read = [(turn.speaker, text.words_of(turn).split()) for turn in text.turns]
        written = [(who, " ".join(paragraphs).split()) for who, paragraphs in master.turns]
        assert read == written, master.name


def test_each_file_says_that_it_is_invented_on_its_first_line() -> None:
    from docx import Document

    for path in (HERE / "interviews").iterdir():
        if path.suffix == ".docx":
            first = Document(str(path)).paragraphs[0].text
        else:
            first = path.read_text(encoding="utf-8").splitlines()[0]
        assert "Invented" in first, path.name


def test_codings_name_readers_of_the_team() -> None:
    with (HERE / "codings.csv").open(encoding="utf-8", newline="") as file:
        assert {row["coder"] for row in csv.DictReader(file)} == set(TEAM)


def test_a_real_study_is_never_given_the_published_passphrase(local_study: Project) -> None:
    with pytest.raises(BadInput, match="not the invented one"):
        build_demo(local_study.folder)
    assert find_published(local_study) is None
    with pytest.raises(NotAllowed):
        sign_in(local_study, "Heron", PASSPHRASE)


def test_every_invented_reader_comes_in_with_the_published_passphrase(demo: Path) -> None:
    project = open_project(demo)
    published = find_published(project)
    assert published is not None
    for member in published.readers:
        sign_out(project, sign_in(project, member.pen_name, published.passphrase))
    assert {member.pen_name for member in published.readers} == set(TEAM)
    project.close()
