"""The codebook belongs to everybody: anybody proposes, the team's rule decides, all is kept."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import select

import toolkit
from tests.small_study import TEAM
from toolkit.errors import BadInput, NotAllowed, NotFound, WrongRole, WrongState
from toolkit.model.codebook import Code, Codebook
from toolkit.model.proposal import ChangeKind, Proposal, ProposalOutcome, ProposalState, Stance
from toolkit.model.team import Role, Rule, Side
from toolkit.model.upload import Upload
from toolkit.storage import tables
from toolkit.storage.project import Project
from toolkit.workflow.codebooks import import_codebook, list_codebooks
from toolkit.workflow.projects import verify
from toolkit.workflow.proposal_voting import (
    ProposalView,
    add_proposal_dissent,
    cast_stance,
    go_on_without,
    see_proposals,
    vote_again,
)
from toolkit.workflow.proposing import NewCode, propose_change, withdraw_proposal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_sides, change_terms

CANARY = "CANARY said with it"
ALL = dict.fromkeys(TEAM, Stance.ACCEPT)


def vote(project: Project, made: Proposal, stances: Mapping[str, Stance], why: str = "") -> None:
    for who, stance in stances.items():
        cast_stance(project, by=who, proposal=made.number, stance=stance, why=why)


def accept(project: Project, kind: ChangeKind, by: str = "Plover", **given: object) -> Proposal:
    made = propose_change(project, by=by, kind=kind, reason="We need it.", **given)  # type: ignore[arg-type]
    vote(project, made, ALL)
    return made


def view_of(project: Project, made: Proposal, by: str = "Heron") -> ProposalView:
    return next(v for v in see_proposals(project, by=by) if v.proposal.number == made.number)


def newest(project: Project) -> Codebook:
    return list_codebooks(project)[-1]


def code(project: Project, code_id: str) -> Code:
    found = newest(project).code(code_id)
    assert found is not None
    return found


def rows_of(project: Project) -> str:
    with project.reading() as tx:
        return str(
            [tuple(r) for t in tables.project.tables.values() for r in tx.execute(select(t))]
        )


def test_a_coder_proposes_and_the_last_vote_makes_the_next_version(study: Project) -> None:
    made = propose_change(
        study,
        by="Plover",
        kind=ChangeKind.ADD,
        reason="Nobody asked me either.",
        into=[NewCode("Nobody asks", "They carry on and no one asks", theme="Riskiness")],
    )
    for who in ("Heron", "Wren", "Kestrel"):
        voting = cast_stance(study, by=who, proposal=made.number, stance=Stance.ACCEPT)
        assert voting.is_open
        assert newest(study).version == 1
    ended = cast_stance(study, by="Plover", proposal=made.number, stance=Stance.REFUSE)
    assert (ended.outcome, ended.made_version) == (ProposalOutcome.OPEN, None)
    assert view_of(study, made).state is ProposalState.OPEN
    assert newest(study).version == 1

    vote_again(study, by="Kestrel", proposal=made.number)
    vote(study, made, ALL)
    book = newest(study)
    plover = next(m.id for m in load_study(study).members if m.pen_name == "Plover")
    assert (book.version, book.reason, book.made_by) == (2, "Nobody asked me either.", plover)
    assert book.codes[-1] == Code("N01", "TH01", "Nobody asks", "They carry on and no one asks")
    assert list_codebooks(study)[0].code("N01") is None
    assert verify(study).problems == ()


@pytest.mark.parametrize(
    ("rule", "refusing", "outcome"),
    [
        (Rule.EVERYBODY, ["Wren"], ProposalOutcome.OPEN),
        (Rule.ALL_BUT_ONE, ["Wren"], ProposalOutcome.ACCEPTED),
        (Rule.ALL_BUT_ONE, ["Wren", "Heron"], ProposalOutcome.OPEN),
        (Rule.MAJORITY_EACH_SIDE, [], ProposalOutcome.ACCEPTED),
        (Rule.MAJORITY_EACH_SIDE, ["Plover"], ProposalOutcome.OPEN),
        (Rule.EVERYBODY, list(TEAM), ProposalOutcome.REFUSED),
    ],
)
def test_the_rule_of_the_team_decides_and_the_facilitator_has_one_vote(
    local_study: Project, rule: Rule, refusing: list[str], outcome: ProposalOutcome
) -> None:
    if rule is not Rule.MAJORITY_EACH_SIDE:
        change_terms(local_study, by="Heron", reason="Agreed.", rule=rule)
    made = propose_change(
        local_study, by="Heron", kind=ChangeKind.RETIRE, reason="Unused.", codes=["V04"]
    )
    vote(local_study, made, ALL | dict.fromkeys(refusing, Stance.REFUSE))
    view = view_of(local_study, made)
    assert view.voting is not None
    assert view.voting.outcome is outcome
    assert (newest(local_study).code("V04") is None) == (outcome is ProposalOutcome.ACCEPTED)


def test_no_vote_is_seen_before_the_last_one_is_cast_by_nobody(study: Project) -> None:
    made = propose_change(study, by="Heron", kind=ChangeKind.RETIRE, reason="Why.", codes=["V04"])
    three = {who: Stance.REFUSE for who in TEAM if who != "Wren"}
    for who, stance in three.items():
        cast_stance(study, by=who, proposal=made.number, stance=stance, why=f"{CANARY} {who}")
    for who in TEAM:
        view = view_of(study, made, by=who)
        assert view.voting is not None
        assert (view.voting.votes, view.whys, len(view.voted)) == ((), (), 3)
        assert repr(view).count(CANARY) == (0 if who == "Wren" else 1)
    seen = repr(load_study(study)) + toolkit.open_project(study.folder).proposals().to_csv()
    assert CANARY not in seen
    assert "REFUSE" not in seen
    with study.reading() as tx:
        log = str([tuple(row) for row in tx.execute(select(tables.audit))])
    assert CANARY not in log
    assert "refuse" not in log

    cast_stance(study, by="Wren", proposal=made.number, stance=Stance.REFUSE)
    view = view_of(study, made, by="Wren")
    assert view.voting is not None
    assert len(view.voting.votes) == 4
    assert [why for _, why in view.whys] == sorted(f"{CANARY} {who}" for who in three)
    # Said without a name, so in nothing that names who voted.
    assert CANARY not in repr(load_study(study))


def test_a_vote_can_change_until_everybody_has_voted_and_then_no_more(local_study: Project) -> None:
    made = propose_change(
        local_study, by="Heron", kind=ChangeKind.RETIRE, reason="Why.", codes=["V04"]
    )
    vote(local_study, made, {"Heron": Stance.REFUSE})
    vote(local_study, made, ALL)
    assert view_of(local_study, made).state is ProposalState.ACCEPTED
    with pytest.raises(WrongState, match="W281"):
        vote(local_study, made, {"Heron": Stance.REFUSE})


def test_the_rule_that_held_when_the_vote_was_opened_counts(local_study: Project) -> None:
    made = propose_change(
        local_study, by="Heron", kind=ChangeKind.RETIRE, reason="Why.", codes=["V04"]
    )
    change_terms(local_study, by="Heron", reason="Quicker.", rule=Rule.ALL_BUT_ONE)
    vote(local_study, made, ALL | {"Plover": Stance.REFUSE})
    assert view_of(local_study, made).state is ProposalState.OPEN
    with pytest.raises(WrongState, match="W124"):
        other = propose_change(
            local_study, by="Heron", kind=ChangeKind.RETIRE, reason="Why.", codes=["V03"]
        )
        assert other.number == 2
        change_sides(local_study, by="Plover", sides=[Side.ACADEMIC])


def test_a_guest_and_a_latecomer_have_no_vote(local_study: Project) -> None:
    add_member(local_study, "Swift", roles=[Role.GUEST])
    checker = add_member(local_study, "Robin", roles=[Role.CHECKER])
    made = propose_change(
        local_study, by="Robin", kind=ChangeKind.RETIRE, reason="Why.", codes=["V04"]
    )
    add_member(local_study, "Late", roles=[Role.CODER])
    voting = view_of(local_study, made).voting
    assert voting is not None
    assert checker.id in voting.present
    before = rows_of(local_study)
    for refused in (
        lambda: propose_change(
            local_study, by="Swift", kind=ChangeKind.RETIRE, reason="x", codes=["V04"]
        ),
        lambda: cast_stance(local_study, by="Swift", proposal=1, stance=Stance.ACCEPT),
        lambda: add_proposal_dissent(local_study, by="Swift", proposal=1, words="No."),
        lambda: import_codebook(
            local_study, Upload("x.csv", b"theme,code\nA,B\n"), by="Swift", reason="x"
        ),
    ):
        with pytest.raises(WrongRole):
            refused()
    with pytest.raises(NotAllowed, match="W280"):
        cast_stance(local_study, by="Late", proposal=1, stance=Stance.ACCEPT)
    assert rows_of(local_study) == before
    assert [v.proposal.number for v in see_proposals(local_study, by="Swift")] == [1]


def test_each_kind_of_change_does_what_it_says(study: Project) -> None:
    accept(study, ChangeKind.ADD_THEME, theme_name="Nights")
    accept(study, ChangeKind.MOVE, codes=["R06"], theme="Nights")
    assert code(study, "R06").theme_id == next(
        t.id for t in newest(study).themes if t.name == "Nights"
    )
    accept(study, ChangeKind.RENAME_THEME, theme="Nights", theme_name="Night work")
    assert newest(study).theme_of("R06").name == "Night work"  # type: ignore[union-attr]
    accept(
        study, ChangeKind.REWORD, codes=["Alone at night"], into=[NewCode("Alone", "In the dark")]
    )
    assert (code(study, "R06").name, code(study, "R06").theme_id) == ("Alone", "TH04")
    split = accept(
        study, ChangeKind.SPLIT, codes=["V04"], into=[NewCode("Helps"), NewCode("Harms")]
    )
    ids = [one.id for one in split.change.codes]
    assert [code(study, i).theme_id for i in ids] == ["TH03", "TH03"]
    assert newest(study).code("V04") is None
    merged = accept(study, ChangeKind.MERGE, codes=ids, into=[NewCode("Helps and harms")])
    accept(study, ChangeKind.RETIRE, codes=["T01"])
    book = newest(study)
    assert [one.name for one in book.codes] == [
        "Alone", "No rest afterwards", "Keep it", "Helps and harms",
    ]  # fmt: skip
    assert merged.change.codes[0].id not in {"N01", "N02"}
    assert book.version == 8
    assert [len(one.reason) > 0 for one in list_codebooks(study)] == [True] * 8


def test_of_two_proposals_on_one_code_the_second_says_that_it_no_longer_fits(
    study: Project,
) -> None:
    first, second = (
        propose_change(
            study, by=by, kind=ChangeKind.REWORD, reason="Clearer.", codes=["R06"],
            into=[NewCode("Alone at night", words)],
        )
        for by, words in (("Plover", "No one behind you"), ("Wren", "No one to ring"))
    )  # fmt: skip
    move = propose_change(
        study, by="Heron", kind=ChangeKind.MOVE, reason="Fits there.", codes=["R06"], theme="Value"
    )
    vote(study, first, ALL)
    assert view_of(study, second).misfits == (
        "The code R06 has been changed since this was proposed.",
    )
    vote(study, second, ALL)
    view = view_of(study, second)
    assert view.voting is not None
    assert view.voting.outcome is ProposalOutcome.NO_LONGER_FITS
    assert "R06 has been changed since" in view.voting.explanation
    assert view.state is ProposalState.OPEN
    with pytest.raises(BadInput, match="W278"):
        vote_again(study, by="Wren", proposal=second.number)
    # A move is about the theme alone, which nobody has changed.
    vote(study, move, ALL)
    assert code(study, "R06") == Code("R06", "TH03", "Alone at night", "No one behind you")
    assert newest(study).version == 3


def test_two_new_codes_of_one_name_do_not_both_come_in(local_study: Project) -> None:
    one, two = (
        propose_change(
            local_study, by=by, kind=ChangeKind.ADD, reason="Missing.", into=[NewCode("Pay")]
        )
        for by in ("Wren", "Plover")
    )
    assert one.change.codes[0].id != two.change.codes[0].id
    vote(local_study, one, ALL)
    vote(local_study, two, ALL)
    assert [c.name for c in newest(local_study).codes].count("Pay") == 1
    assert "has this name already" in (view_of(local_study, two).voting or two).explanation  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"kind": ChangeKind.RETIRE, "codes": ["R99"]}, NotFound, "W270"),
        ({"kind": ChangeKind.MOVE, "codes": ["R06"], "theme": "None such"}, NotFound, "W277"),
        ({"kind": ChangeKind.MOVE, "codes": ["R06"], "theme": "Riskiness"}, BadInput, "W274"),
        ({"kind": ChangeKind.ADD, "into": [NewCode("  ")]}, BadInput, "W271"),
        ({"kind": ChangeKind.ADD, "into": [NewCode("keep IT")]}, BadInput, "W275"),
        ({"kind": ChangeKind.ADD, "into": [NewCode("x" * 121)]}, BadInput, "W272"),
        ({"kind": ChangeKind.SPLIT, "codes": ["R06"], "into": [NewCode("A")]}, BadInput, "M401"),
        (
            {"kind": ChangeKind.MERGE, "codes": ["R06", "R06"], "into": [NewCode("A")]},
            BadInput,
            "M401",
        ),
        ({"kind": ChangeKind.ADD_THEME, "theme_name": "value"}, BadInput, "W275"),
        ({"kind": ChangeKind.RETIRE, "codes": ["R06"], "reason": " "}, BadInput, "W273"),
    ],
)
def test_what_cannot_be_proposed_is_refused_and_leaves_nothing(
    local_study: Project, given: dict[str, object], error: type[Exception], said: str
) -> None:
    before = rows_of(local_study)
    with pytest.raises(error, match=said):
        propose_change(local_study, **{"by": "Plover", "reason": "Why.", **given})  # type: ignore[arg-type]
    assert rows_of(local_study) == before


def test_the_team_goes_on_without_somebody_by_its_rule_and_says_so(study: Project) -> None:
    made = propose_change(study, by="Plover", kind=ChangeKind.RETIRE, reason="Why.", codes=["V04"])
    add_member(study, "Robin", roles=[Role.CODER], sides=[Side.LIVED])
    made_late = propose_change(
        study, by="Plover", kind=ChangeKind.RETIRE, reason="Why.", codes=["T01"]
    )
    vote(study, made_late, {"Heron": Stance.ACCEPT})
    with pytest.raises(NotAllowed, match="W284"):
        go_on_without(study, by="Wren", proposal=made_late.number)
    # Two academics are all of one side and nobody of the other: that is not the team.
    vote(study, made_late, {"Wren": Stance.ACCEPT})
    for who in ("Heron", "Wren"):
        assert go_on_without(study, by=who, proposal=made_late.number).is_open
    vote(study, made_late, {"Kestrel": Stance.ACCEPT, "Plover": Stance.ACCEPT})
    for who, is_open in (("Kestrel", True), ("Plover", False)):
        voting = go_on_without(study, by=who, proposal=made_late.number)
        assert voting.is_open is is_open
    names = {m.id: m.pen_name for m in load_study(study).members}
    assert [names[one] for one in voting.left_out] == ["Robin"]
    assert len(voting.present) == 4
    assert voting.made_version == 2
    assert view_of(study, made).state is ProposalState.VOTING


def test_dissent_is_kept_in_its_authors_words_signed_or_not(study: Project) -> None:
    change_terms(study, by="Heron", reason="Agreed.", rule=Rule.ALL_BUT_ONE)
    made = propose_change(study, by="Heron", kind=ChangeKind.RETIRE, reason="Why.", codes=["V04"])
    with pytest.raises(WrongState, match="W287"):
        add_proposal_dissent(study, by="Plover", proposal=made.number, words="It is needed.")
    vote(study, made, ALL | {"Plover": Stance.REFUSE})
    add_proposal_dissent(study, by="Plover", proposal=made.number, words="It is needed.")
    add_proposal_dissent(
        study, by="Kestrel", proposal=made.number, words="I am torn.", is_signed=False
    )
    with pytest.raises(BadInput, match="W288"):
        add_proposal_dissent(study, by="Plover", proposal=made.number, words="It is needed.")
    (voting,) = load_study(study).proposal_votings
    assert [(d.member_id is None, d.words) for d in voting.dissents] == [
        (False, "It is needed."),
        (True, "I am torn."),
    ]
    frame = toolkit.open_project(study.folder).proposals()
    assert frame["dissent"].tolist() == ["Plover: It is needed.\nUnsigned: I am torn."]


def test_only_its_proposer_takes_a_proposal_back_and_the_votes_are_erased(study: Project) -> None:
    made = propose_change(study, by="Heron", kind=ChangeKind.RETIRE, reason="Why.", codes=["V04"])
    cast_stance(study, by="Wren", proposal=made.number, stance=Stance.REFUSE, why=CANARY)
    with pytest.raises(NotAllowed, match="W285"):
        withdraw_proposal(study, by="Wren", proposal=made.number)
    withdraw_proposal(study, by="Heron", proposal=made.number)
    assert CANARY not in rows_of(study)
    assert view_of(study, made).state is ProposalState.WITHDRAWN
    for refused in (
        lambda: cast_stance(study, by="Wren", proposal=made.number, stance=Stance.REFUSE),
        lambda: withdraw_proposal(study, by="Heron", proposal=made.number),
        lambda: vote_again(study, by="Heron", proposal=made.number),
    ):
        with pytest.raises(WrongState):
            refused()


def test_a_table_over_a_codebook_is_one_proposal_that_anybody_can_make(study: Project) -> None:
    rows = b"theme,code_id,code\nRiskiness,R06,Alone at night\nPay,,Wages\n"
    with pytest.raises(BadInput, match="W289"):
        import_codebook(study, Upload("x.csv", rows), reason="No name.")
    done = import_codebook(study, Upload("x.csv", rows), by="Plover", reason="Shorter.")
    assert done.proposal is not None
    assert (done.is_new, newest(study).version) == (False, 1)
    vote(study, done.proposal, ALL)
    assert [one.name for one in newest(study).codes] == ["Alone at night", "Wages"]
    again = import_codebook(study, Upload("x.csv", rows), by="Wren", reason="Again.")
    assert (again.is_new, again.proposal) == (False, None)


def test_a_table_that_another_change_came_before_no_longer_fits(local_study: Project) -> None:
    done = import_codebook(
        local_study, Upload("x.csv", b"theme,code\nA,B\n"), by="Heron", reason="Anew."
    )
    assert done.proposal is not None
    accept(local_study, ChangeKind.RETIRE, codes=["V04"])
    vote(local_study, done.proposal, ALL)
    assert newest(local_study).version == 2
    assert view_of(local_study, done.proposal).misfits == (
        "The codebook has changed since this table was made from it.",
    )
