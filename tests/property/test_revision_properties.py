"""Whatever is corrected: a span that moves is its words still, and what does not move is listed."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_study import TEAM
from toolkit.model.transcript import Transcript, build_transcript
from toolkit.model.upload import Upload
from toolkit.review.alignment import line_up
from toolkit.storage.project import Project
from toolkit.workflow.clearing import clear_transcripts
from toolkit.workflow.codebooks import import_codebook
from toolkit.workflow.coding import add_coding, open_desk
from toolkit.workflow.importing import ImportStatus, import_transcripts
from toolkit.workflow.placing import list_moves
from toolkit.workflow.projects import init_project, verify
from toolkit.workflow.revising import propose_revision
from toolkit.workflow.rounds import open_round
from toolkit.workflow.team import add_member

WORDS = st.sampled_from(
    [
        "yeah",
        "no",
        "night",
        "caf\u00e9",
        "\U0001f319",
        "I",
        "don\u2019t",
        "slept",
        "-",
        "\u05d0\u05d1",
    ]
)
TURN = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TURNS = st.lists(TURN, min_size=1, max_size=8)
EDITS = st.lists(
    st.tuples(st.sampled_from(["add", "drop", "swap", "split", "join"]), st.integers(0, 30), WORDS),
    min_size=0,
    max_size=4,
)


def built(turns: list[str]) -> Transcript:
    spoken = [("I" if at % 2 else "R", words, "") for at, words in enumerate(turns)]
    return build_transcript("P", spoken, version=1)


def edited(turns: list[str], edits: list[tuple[str, int, str]]) -> list[str]:
    """The turns with words added, dropped, replaced and turned into turns of their own."""
    made = [turn.split() for turn in turns]
    for what, place, word in edits:
        turn = place % len(made)
        at = place % len(made[turn])
        if what == "add":
            made[turn].insert(at, word)
        elif what == "swap":
            made[turn][at] = word
        elif what == "drop" and len(made[turn]) > 1:
            del made[turn][at]
        elif what == "split" and at:
            made[turn : turn + 1] = [made[turn][:at], made[turn][at:]]
        elif what == "join" and turn:
            made[turn - 1 : turn + 1] = [made[turn - 1] + made[turn]]
    return [" ".join(words) for words in made]


@settings(max_examples=150, deadline=None)
@given(TURNS, EDITS, st.data())
def test_a_span_that_is_placed_is_its_words_and_the_order_stays(
    turns: list[str], edits: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    old, new = built(turns), built(edited(turns, edits))
    aligned = line_up(old, new)
    assert all(a[1] < b[1] for a, b in pairwise(sorted(aligned.same.items())))
    starts = st.integers(0, len(old.text) - 1)
    for start in data.draw(st.lists(starts, max_size=6)):
        end = data.draw(st.integers(start + 1, len(old.text)))
        place = aligned.place(start, end)
        near = aligned.turns_near(start, end)
        assert 0 <= near.start < near.stop <= len(new.turns)
        if place is not None:
            assert new.text[place[0] : place[1]] == old.text[start:end]
        if old.text == new.text:
            assert place == (start, end)


@settings(max_examples=100, deadline=None)
@given(TURNS, TURN)
def test_a_turn_put_in_front_of_unlike_ones_moves_all_of_them(turns: list[str], first: str) -> None:
    unlike = [f"{words} number{at}" for at, words in enumerate(turns)]
    old, new = built(unlike), built([f"{first} before", *unlike])
    by = len(f"{first} before\n")
    for turn in old.turns:
        assert line_up(old, new).place(turn.start, turn.end) == (turn.start + by, turn.end + by)


def as_upload(turns: list[str]) -> Upload:
    lines = (f"{'P01' if at % 2 else 'Interviewer'}: {words}." for at, words in enumerate(turns))
    return Upload("P01.txt", "\n".join(lines).encode())


OPENING = ["what were the nights like", "long", "and then", "you slept"]


def revise(project: Project, turns: list[str]) -> bool:
    done = propose_revision(project, by="Wren", name="P01", file=as_upload(turns))
    if done.status is ImportStatus.UNCHANGED:
        return False
    assert done.status is ImportStatus.IMPORTED, done
    # What is found in words that nobody said is no matter here.
    clear_transcripts(
        project, by="Wren", approved_by="Kestrel", reason="Read.", names=["P01"], unread=True
    )
    return True


@settings(max_examples=4, deadline=None)
@given(st.lists(TURN, min_size=4, max_size=4), st.lists(EDITS, min_size=1, max_size=3))
def test_through_any_corrections_every_coding_is_moved_or_listed(
    turns: list[str], corrections: list[list[tuple[str, int, str]]]
) -> None:
    turns = [*OPENING, *turns]
    with tempfile.TemporaryDirectory() as folder:
        project = init_project(Path(folder) / "study", "T")
        for pen_name, (roles, sides) in TEAM.items():
            add_member(project, pen_name, roles=roles, sides=sides)
        book = Path(folder) / "codebook.csv"
        book.write_text("theme,code_id,code\nRisk,R06,Alone\n", encoding="utf-8")
        import_codebook(project, book)
        import_transcripts(project, [as_upload(turns)])
        clear_transcripts(project, by="Wren", approved_by="Kestrel", reason="Read.", unread=True)
        open_round(project, "Round 1", readers={"P01": ["Heron"]})
        text = open_desk(project, by="Heron", transcript="P01").transcript
        for turn in text.turns:
            add_coding(
                project,
                by="Heron",
                transcript="P01",
                start=turn.start,
                end=turn.end,
                quotation=text.words_of(turn),
                code="R06",
            )
        revised = False
        for edits in corrections:
            turns = edited(turns, edits)
            revised = revise(project, turns) or revised
        desk = open_desk(project, by="Heron", transcript="P01")
        left = [one for move in list_moves(project, by="Heron") for one in move.left]
        assert len(desk.codings) + len(left) == len(text.turns)
        assert not {c.id for c in desk.codings} & {one.coding.id for one in left}
        assert all(desk.transcript.text[c.start : c.end] == c.quotation for c in desk.codings)
        assert revised == (desk.transcript.version > 1)
        assert verify(project).problems == ()
        project.close()
