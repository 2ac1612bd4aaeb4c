"""What is found in drafts is settled: one pseudonym a person, all through the project."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.small_study import SIGNED, TEAM, fill
from toolkit.errors import AsksFirst, BadInput, NotFound, ToolkitError, WrongRole, WrongState
from toolkit.model.upload import Upload
from toolkit.screening.finding import Kind
from toolkit.storage import audit
from toolkit.storage.drafts import Draft, DraftFinding, Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import (
    approve_clearing,
    clear_transcripts,
    list_checks,
    list_drafts,
    propose_clearing,
)
from toolkit.workflow.coding import add_coding
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.projects import init_project
from toolkit.workflow.rereading import screen_again
from toolkit.workflow.revising import propose_revision
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.settling import mark_words, settle_finding, suggest_for, unsettle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member

FIRST = (
    "Interviewer: Where were you then?\n"
    "P07: I was in Belmarsh with Dave. Officer Baker let us out, and SO Baker’s mate too.\n"
    "Interviewer: Was Dave there long?\n"
    "P07: Dave’s a good lad. Will you stop now? I knew two Daves in there.\n"
)
SECOND = (
    "Interviewer: And you?\n"
    "P08: It was all right in HMP Wandsworth. I shared a pad with Dave and with Kev.\n"
    "Interviewer: Kev?\n"
    "P08: Yes, Kev. He had a laugh with Officer Baker, and dave was always there.\n"
)


@pytest.fixture
def team(project: Project) -> Project:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    files = [Upload("P07.txt", FIRST.encode()), Upload("P08.txt", SECOND.encode())]
    import_transcripts(project, files, by="Wren")
    return project


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Project]:
    """A small study in which P01 was coded, revealed, and is being corrected."""
    made = init_project(tmp_path / "study", "T")
    fill(made, tmp_path)
    open_round(made, "Round 1", by="Heron")
    text = load_study(made).transcripts[0]
    start = text.text.index("on your own")
    add_coding(
        made,
        by="Heron",
        transcript="P01",
        start=start,
        end=start + len("on your own"),
        quotation="on your own",
        code="R06",
    )
    for name in TEAM:
        seal(made, by=name)
    reveal(made, by="Heron", round_name="Round 1")
    spoken = "\n".join(f"{turn.speaker}: {text.words_of(turn)}" for turn in text.turns)
    corrected = spoken.replace("kept lads alive", "kept Kev alive")
    propose_revision(made, by="Wren", name="P01", file=Upload("P01.txt", corrected.encode()))
    yield made
    made.close()


def draft(team: Project, name: str = "P07") -> Draft:
    return next(one for one in list_drafts(team, by="Wren") if one.transcript.name == name)


def finding(team: Project, words: str, name: str = "P07", nth: int = 0) -> DraftFinding:
    found = draft(team, name)
    return [one for one in found.findings if found.words_of(one) == words][nth]


def settle(
    team: Project,
    words: str,
    name: str = "P07",
    nth: int = 0,
    choice: Settlement = Settlement.REPLACE,
    **given: object,
) -> str:
    return settle_finding(
        team,
        by="Wren",
        transcript=name,
        finding=finding(team, words, name, nth).position,
        choice=choice,
        **given,  # type: ignore[arg-type]
    ).replacement


def settle_all(team: Project) -> None:
    for one in list_drafts(team, by="Wren"):
        for found in one.findings:
            if found.choice is None:
                settle_finding(
                    team,
                    by="Wren",
                    transcript=one.transcript.name,
                    finding=found.position,
                    choice=Settlement.REPLACE,
                )


def cleared(team: Project) -> str:
    clear_transcripts(team, by="Wren", approved_by="Kestrel", reason="Read.", signed=SIGNED)
    return "\n".join(text.text for text in load_study(team).transcripts)


def test_one_person_has_one_pseudonym_in_every_draft(team: Project) -> None:
    assert settle(team, "Dave") == "[person 1]"
    assert settle(team, "Kev", "P08") == "[person 2]"
    assert settle(team, "Dave", "P08") == "[person 1]"
    assert settle(team, "Officer Baker") == "[Officer 1]"
    assert settle(team, "Officer Baker", "P08") == "[Officer 1]"
    assert settle(team, "Belmarsh") == "[prison A]"
    assert settle(team, "HMP Wandsworth", "P08") == "[prison B]"


def test_a_pseudonym_keeps_whose_and_how_many(team: Project) -> None:
    settle_all(team)
    text = cleared(team)
    assert "in [prison A] with [person 1]. [Officer 1] let us out, and [Officer 1]’s mate" in text
    assert "[person 1]’s a good lad. Will you stop now? I knew two [person 1]s in there." in text


def test_everywhere_takes_every_place_of_one_person_and_no_other(team: Project) -> None:
    done = settle_finding(
        team,
        by="Wren",
        transcript="P07",
        finding=finding(team, "Dave").position,
        choice=Settlement.REPLACE,
        everywhere=True,
    )
    assert (done.replacement, done.drafts) == ("[person 1]", 2)
    assert done.places == 6, "Dave three times, Daves once; Dave and dave in the other draft"
    left = {
        one.transcript.name: [one.words_of(f) for f in one.findings if f.choice is None]
        for one in list_drafts(team, by="Wren")
    }
    assert left["P07"] == ["Belmarsh", "Officer Baker", "SO Baker"]
    assert "Kev" in left["P08"]
    settle_all(team)
    assert "dave" not in cleared(team).lower()


def test_a_name_that_is_a_word_as_well_is_replaced_where_it_was_found_alone(
    project: Project,
) -> None:
    add = {"Wren": TEAM["Wren"], "Kestrel": TEAM["Kestrel"]}
    for pen_name, (roles, sides) in add.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    words = "Interviewer: So?\nP07: My mate Will Carter was there. I will say it. Will you?\n"
    import_transcripts(project, [Upload("P07.txt", (words + "Interviewer: Yes.\n").encode())])
    settle(project, "Will Carter", everywhere=True)
    settle_all(project)
    assert "My mate [person 1] was there. I will say it. Will you?" in cleared(project)


def test_a_choice_can_be_undone_until_the_text_is_cleared(team: Project) -> None:
    settle(team, "Dave", choice=Settlement.KEEP)
    number = finding(team, "Dave").position
    unsettle_finding(team, by="Kestrel", transcript="P07", finding=number)
    found = finding(team, "Dave")
    assert (found.choice, found.replacement, found.settled_by) == (None, None, None)
    with pytest.raises(WrongState, match="W178"):
        unsettle_finding(team, by="Kestrel", transcript="P07", finding=number)
    settle(team, "Dave", choice=Settlement.REMOVE)
    assert finding(team, "Dave").replacement == "[removed]"


def test_what_is_taken_out_leaves_a_sign_that_something_was_said(team: Project) -> None:
    settle(team, "Belmarsh", choice=Settlement.REMOVE)
    settle_all(team)
    assert "I was in [removed] with [person 1]." in cleared(team)


def test_of_two_checkers_one_decides_and_the_other_is_told(team: Project) -> None:
    seen = finding(team, "Dave")

    def try_it(by: str) -> str:
        try:
            settle_finding(
                team,
                by=by,
                transcript="P07",
                finding=seen.position,
                choice=Settlement.KEEP if by == "Wren" else Settlement.REPLACE,
                seen=seen,
            )
        except ToolkitError as error:
            return error.problem.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(try_it, ("Wren", "Kestrel"))) == ["W177", "done"]
    found = finding(team, "Dave")
    assert found.choice is not None
    settle_finding(
        team,
        by="Kestrel",
        transcript="P07",
        finding=found.position,
        choice=Settlement.REMOVE,
        seen=found,
    )
    assert finding(team, "Dave").choice is Settlement.REMOVE, "who has seen it may change it"


def test_whoever_has_not_seen_anothers_choice_does_not_change_it(team: Project) -> None:
    settle(team, "Dave", choice=Settlement.KEEP)
    settle(team, "Dave")  # their own they may change unseen
    with pytest.raises(WrongState, match="W177"):
        settle_finding(
            team,
            by="Kestrel",
            transcript="P07",
            finding=finding(team, "Dave").position,
            choice=Settlement.KEEP,
        )


def test_a_pseudonym_for_two_people_is_asked_about_first(team: Project) -> None:
    settle(team, "Dave")
    with pytest.raises(AsksFirst, match="W182") as raised:
        settle(team, "Kev", "P08", replacement="[person 1]")
    assert "Kev" not in str(raised.value)
    assert finding(team, "Kev", "P08").choice is None
    settle(team, "Kev", "P08", replacement="[person 1]", sure=True)
    assert finding(team, "Kev", "P08").replacement == "[person 1]"


def test_a_pseudonym_in_a_cleared_text_is_asked_about_and_never_given_again(team: Project) -> None:
    settle_all(team)
    cleared(team)
    more = "Interviewer: Who?\nP09: Sammy Okello, in Durham prison.\nInterviewer: When?\nP09: Then."
    import_transcripts(team, [Upload("P09.txt", more.encode())])
    name = finding(team, "Sammy Okello", "P09")
    found = suggest_for(team, by="Wren", transcript="P09", finding=name.position)
    assert found == "[person 3]", "one and two stand in texts that are cleared"
    with pytest.raises(AsksFirst, match="W182"):
        settle(team, "Sammy Okello", "P09", replacement="[person 2]")


def test_words_that_a_revealed_coding_quotes_are_asked_about_first(coded: Project) -> None:
    mark_words(coded, by="Wren", transcript="P01", words="your own", kind=Kind.NAME)
    with pytest.raises(AsksFirst, match="W185"):
        settle(coded, "your own", "P01")
    settle(coded, "your own", "P01", choice=Settlement.KEEP)
    settle(coded, "your own", "P01", sure=True)
    settle(coded, "Kev", "P01")


def test_labels_and_names_are_screened_and_replaced_as_the_text_is(project: Project) -> None:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    talk = "Kev Barlow: Right?\nDave Poole: Yes.\nKev Barlow: So.\nDave Poole: No.\n"
    import_transcripts(project, [Upload("talk with Dave Poole.txt", talk.encode())])
    (found,) = list_drafts(project, by="Wren")
    assert {(one.part, found.words_of(one)) for one in found.findings} == {
        ("name", "Dave Poole"),
        ("speaker 0", "Kev Barlow"),
        ("speaker 1", "Dave Poole"),
    }
    with pytest.raises(AsksFirst, match="W182"):
        settle(project, "Kev Barlow", found.transcript.name, replacement="[person 9]")
        settle(project, "Dave Poole", found.transcript.name, replacement="[person 9]")
    settle_all(project)
    clear_transcripts(project, by="Wren", approved_by="Kestrel", reason="R", signed=SIGNED)
    (text,) = load_study(project).transcripts
    assert text.name == "talk with [person 1]"
    assert [turn.speaker for turn in text.turns] == ["[person 9]", "[person 1]"] * 2
    assert load_study(project).cases[0].name == "talk with [person 1]"


def test_two_transcripts_never_get_one_name(team: Project) -> None:
    mark_words(team, by="Wren", transcript="P08", words="P08", kind=Kind.NAME)
    name = next(one for one in draft(team, "P08").findings if one.part == "name")
    with pytest.raises(BadInput, match="W183"):
        settle_finding(
            team,
            by="Wren",
            transcript="P08",
            finding=name.position,
            choice=Settlement.REPLACE,
            replacement="P07",
        )


def test_a_checker_marks_what_no_rule_has_found(team: Project) -> None:
    assert mark_words(team, by="Wren", transcript="P07", words=" good  lad ", kind=Kind.NAME) == 1
    assert finding(team, "good lad").finding_class == "person"
    with pytest.raises(NotFound, match="W181"):
        mark_words(team, by="Wren", transcript="P07", words="good lad", kind=Kind.NAME)
    with pytest.raises(NotFound, match="W181"):
        mark_words(team, by="Wren", transcript="P07", words="Zed", kind=Kind.NAME)
    with pytest.raises(BadInput, match="W180"):
        mark_words(team, by="Wren", transcript="P07", words="a\nb", kind=Kind.NAME)
    mark_words(team, by="Wren", transcript="P07", words="in Belmarsh with", kind=Kind.PRISON)
    assert "Belmarsh" not in [draft(team).words_of(one) for one in draft(team).findings]
    with pytest.raises(WrongState, match="W166"):
        propose_clearing(team, by="Wren", names=["P07"], reason="R", signed=SIGNED)


def test_screening_again_keeps_what_was_settled_and_marked(team: Project) -> None:
    settle(team, "Dave")
    mark_words(team, by="Wren", transcript="P07", words="good lad", kind=Kind.NAME)
    before = list_drafts(team, by="Wren")
    assert screen_again(team, by="Wren") == 0
    assert [{(d.words_of(f), f.choice, f.replacement) for f in d.findings} for d in before] == [
        {(d.words_of(f), f.choice, f.replacement) for f in d.findings}
        for d in list_drafts(team, by="Wren")
    ]


def test_marking_or_settling_takes_a_proposal_back(team: Project) -> None:
    settle_all(team)
    for act in ("settle", "mark", "undo"):
        propose_clearing(team, by="Wren", names=["P07"], reason="R", signed=SIGNED)
        if act == "settle":
            settle(team, "Dave", choice=Settlement.KEEP)
        elif act == "mark":
            mark_words(team, by="Wren", transcript="P07", words="stop", kind=Kind.NAME)
            settle(team, "stop", choice=Settlement.KEEP)
        else:
            number = finding(team, "Dave").position
            unsettle_finding(team, by="Wren", transcript="P07", finding=number)
        assert draft(team).proposal is None


def test_nothing_is_cleared_before_the_checklist_is_signed(team: Project) -> None:
    settle_all(team)
    with pytest.raises(WrongState, match="9 of the 9 checks are not signed"):
        propose_clearing(team, by="Wren", names=["P07"], reason="R")
    with pytest.raises(WrongState, match="1 of the 9 checks are not signed"):
        propose_clearing(team, by="Wren", names=["P07"], reason="R", signed=SIGNED - {"offence"})
    propose_clearing(team, by="Wren", names=["P07"], reason="R", signed=SIGNED)
    approve_clearing(team, by="Kestrel", names=["P07"])
    (row,) = load_study(team).clearings
    assert row.signed == tuple(check.id for check in list_checks(draft(team, "P08")))


def test_a_text_with_few_capitals_asks_that_every_word_was_read(project: Project) -> None:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    words = "I: where were you then\nR: it was all right. you know. we had a laugh. and that.\n"
    import_transcripts(project, [Upload("P07.txt", (words * 3).encode())])
    settle_all(project)
    assert [check.id for check in list_checks(draft(project))][-1] == "every_word"
    with pytest.raises(WrongState, match="1 of the 10 checks"):
        propose_clearing(
            project, by="Wren", names=["P07"], reason="R", signed=SIGNED - {"every_word"}
        )


def test_the_redaction_log_says_where_what_and_who_and_never_the_words(team: Project) -> None:
    settle(team, "Belmarsh", choice=Settlement.REMOVE)
    settle(team, "Officer Baker", choice=Settlement.KEEP)
    settle_all(team)
    cleared(team)
    study = load_study(team)
    wren = next(one.id for one in study.members if one.pen_name == "Wren")
    text = study.transcripts[0]
    log = [one for one in study.redactions if one.transcript_id == text.id]
    assert {one.settled_by for one in log} == {wren}
    assert [(one.turn, one.kind, one.choice) for one in log][:3] == [
        (1, "prison", "remove"),
        (1, "name", "replace"),
        (1, "titled_name", "keep"),
    ]
    for one in log:
        stands = text.text[one.start : one.end]
        assert stands == (one.instead or "Officer Baker")
        assert text.turns[one.turn or 0].start <= one.start < text.turns[one.turn or 0].end
    assert not any(word in repr(log) for word in ("Dave", "Belmarsh", "Baker", "Kev"))


def test_no_log_holds_a_word_of_what_was_settled(team: Project) -> None:
    settle_all(team)
    mark_words(team, by="Wren", transcript="P07", words="good lad", kind=Kind.NAME)
    with team.reading() as tx:
        told = repr(audit.list_acts(tx))
    assert not any(word in told for word in ("Dave", "dave", "Belmarsh", "good lad", "person 1"))


@pytest.mark.parametrize("by", ["Heron", "Plover"])
def test_nobody_but_a_checker_settles_or_looks(team: Project, by: str) -> None:
    number = finding(team, "Dave").position
    acts = (
        lambda: settle_finding(
            team, by=by, transcript="P07", finding=number, choice=Settlement.KEEP
        ),
        lambda: unsettle_finding(team, by=by, transcript="P07", finding=number),
        lambda: mark_words(team, by=by, transcript="P07", words="Dave", kind=Kind.NAME),
        lambda: suggest_for(team, by=by, transcript="P07", finding=number),
        lambda: list_drafts(team, by=by),
    )
    for act in acts:
        with pytest.raises(WrongRole):
            act()


def test_a_finding_that_is_not_there_is_named_as_such(team: Project) -> None:
    for name, number in (("P07", 99), ("P99", 0)):
        with pytest.raises(NotFound, match="W160"):
            suggest_for(team, by="Wren", transcript=name, finding=number)
