"""A difference is shown with everything that is revealed about it, and nothing that is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from toolkit.errors import NotFound
from toolkit.model.decision import Choice
from toolkit.model.team import Rule
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_coding, add_content_note, open_desk, place_in_turn
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.comparing import Standing, list_places, open_comparison
from toolkit.workflow.deciding import Ballot, decide
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.team import change_terms
from toolkit.workflow.voting import open_voting

ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Kestrel,R07
P01,3,Heron,V03
P01,3,Kestrel,V04
P02,1,Heron,T01
P02,3,Heron,V03
P02,3,Kestrel,V04
"""
CODERS = ("Heron", "Wren", "Kestrel", "Plover")


@pytest.fixture
def revealed(local_study: Project, tmp_path: Path) -> Project:
    path = tmp_path / "codings.csv"
    path.write_text(ROWS, encoding="utf-8")
    import_codings(local_study, path)
    return local_study


def settle(
    project: Project, difference: str, choice: Choice, *codes: str, otherwise: Sequence[str] = ()
) -> None:
    """Everybody votes for one thing, but for those who would leave it open."""
    ballots = [
        Ballot(who, Choice.LEAVE_OPEN) if who in otherwise else Ballot(who, choice, codes)
        for who in CODERS
    ]
    decide(project, by="Heron", difference=difference, ballots=ballots, reason="Because.")


def test_each_difference_stands_where_the_last_act_left_it(revealed: Project) -> None:
    night, morning, training, service = (p.difference.id for p in list_places(revealed).places)
    settle(revealed, night, Choice.TAKE_CODE, "R06")
    settle(revealed, morning, Choice.PARK)
    settle(revealed, training, Choice.KEEP_BOTH)
    open_voting(revealed, by="Heron", difference=morning, present=CODERS)
    assert {p.difference.id: p.standing for p in list_places(revealed).places} == {
        night: Standing.SETTLED,
        morning: Standing.VOTING,
        training: Standing.KEPT_BOTH,
        service: Standing.OPEN,
    }
    seen = open_comparison(revealed, by="Wren", difference=training)
    assert (seen.before, seen.after) == (morning, service)
    ends = [open_comparison(revealed, by="Wren", difference=one) for one in (night, service)]
    assert (ends[0].before, ends[1].after) == (None, None)


def test_the_words_in_its_turns_put_together_are_the_text(revealed: Project) -> None:
    add_content_note(revealed, by="Heron", transcript="P01", turn=1, words="a bad night")
    place = list_places(revealed).places[0]
    seen = open_comparison(revealed, by="Wren", difference=place.difference.id)
    text = seen.names.text(place.difference.transcript_id)
    assert text is not None
    assert [line.turn for line in seen.lines] == [0, 1, 2]
    for line in seen.lines:
        said = "".join(words for words, _ in line.pieces)
        assert said == text.words_of(text.turns[line.turn])
    assert [line.is_meant for line in seen.lines] == [False, True, False]
    assert [line.note for line in seen.lines] == ["", "a bad night", ""]
    assert [(r.pen_name, [m.code for m in r.marks]) for r in seen.readings] == [
        ("Heron", ["Alone at night"]),
        ("Kestrel", ["No rest afterwards"]),
    ]
    assert seen.codes_given == ("R06", "R07")
    assert set(seen.codes_given) & set(seen.other_codes) == set()
    assert len(seen.other_codes) == 3


def test_who_voted_otherwise_is_told_so_and_nobody_else(revealed: Project) -> None:
    service = list_places(revealed).places[-1].difference.id

    def told() -> list[str]:
        seen = {who: open_comparison(revealed, by=who, difference=service) for who in CODERS}
        return [who for who, one in seen.items() if one.agreed and one.agreed.is_dissenting]

    settle(revealed, service, Choice.KEEP_BOTH, otherwise=["Wren"])
    # One of two academics is no majority of them: nothing was settled to see otherwise.
    assert told() == []
    change_terms(revealed, by="Heron", reason="We agreed.", rule=Rule.ALL_BUT_ONE)
    settle(revealed, service, Choice.KEEP_BOTH, otherwise=["Wren"])
    assert told() == ["Wren"]
    seen = open_comparison(revealed, by="Heron", difference=service)
    assert [agreed.decision.choice for agreed in seen.earlier] == [None]


def test_of_an_open_round_only_who_has_sealed_is_known(local_study: Project) -> None:
    open_round(local_study, "Round 1", by="Heron")
    text = open_desk(local_study, by="Kestrel", transcript="P01").transcript
    start, end = place_in_turn(text, 1, None)
    add_coding(
        local_study,
        by="Kestrel",
        transcript="P01",
        start=start,
        end=end,
        quotation=text.text[start:end],
        code="R06",
        memo="It is the silence.",
        share_memo=True,
    )
    for who in ("Heron", "Kestrel", "Wren"):
        seal(local_study, by=who)
    overview = list_places(local_study)
    assert (overview.rounds, overview.places) == ((), ())
    assert overview.waiting == (("Round 1", ("Plover",)),)
    seal(local_study, by="Plover")
    assert list_places(local_study).waiting == (("Round 1", ()),)
    reveal(local_study, by="Heron")
    overview = list_places(local_study)
    assert (overview.rounds, overview.waiting) == (("Round 1",), ())
    seen = open_comparison(local_study, by="Plover", difference=overview.places[0].difference.id)
    marked = {reading.pen_name: reading.marks for reading in seen.readings}
    assert [mark.remarks for mark in marked["Kestrel"]] == [("It is the silence.",)]
    assert marked["Plover"] == ()


@pytest.mark.parametrize("typed", ["", "nothing", "%", "' OR 1=1 --", "\x00"])
def test_a_difference_that_is_not_there_is_refused(revealed: Project, typed: str) -> None:
    with pytest.raises(NotFound, match="W181"):
        open_comparison(revealed, by="Wren", difference=typed)
