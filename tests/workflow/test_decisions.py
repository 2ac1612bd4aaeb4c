from __future__ import annotations

import threading
from pathlib import Path

import pytest

from toolkit.errors import BadInput, NotFound, ToolkitError
from toolkit.model.decision import Choice, Outcome, current_decisions
from toolkit.storage.project import Project
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.deciding import Ballot, DissentNote, decide, list_differences
from toolkit.workflow.study import load_study

ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Wren,R06
P01,1,Kestrel,R06
P01,1,Plover,R07
"""


@pytest.fixture
def revealed(study: Project, tmp_path: Path) -> Project:
    path = tmp_path / "codings.csv"
    path.write_text(ROWS, encoding="utf-8")
    import_codings(study, path)
    return study


def votes(code_by_person: dict[str, str]) -> list[Ballot]:
    return [Ballot(who, Choice.TAKE_CODE, (code,)) for who, code in code_by_person.items()]


ALL_FOR_ONE = {"Heron": "R06", "Wren": "R06", "Kestrel": "R06", "Plover": "R06"}


def test_a_decision_keeps_votes_rule_reason_and_dissent(revealed: Project) -> None:
    (difference,) = list_differences(revealed)
    made, verdict = decide(
        revealed,
        by="Heron",
        difference=difference.id,
        ballots=votes(ALL_FOR_ONE),
        reason="The night is what she names first.",
        dissents=[DissentNote("Plover", "It is the morning after that broke me."),
                  DissentNote(None, "So say I.")],
    )  # fmt: skip
    assert (made.outcome, made.code_ids) == (Outcome.SETTLED, ("R06",))
    assert "4 of 4" in verdict.explanation
    (kept,) = load_study(revealed).decisions
    assert kept == made
    assert [d.words for d in kept.dissents] == [
        "It is the morning after that broke me.",
        "So say I.",
    ]


def test_one_side_cannot_win_alone(revealed: Project) -> None:
    (difference,) = list_differences(revealed)
    made, _ = decide(
        revealed,
        by="Heron",
        difference=difference.id[:8],
        ballots=votes({"Heron": "R06", "Wren": "R06", "Kestrel": "R07", "Plover": "R07"}),
        reason="We talked for an hour.",
    )
    assert (made.outcome, made.choice, made.code_ids) == (Outcome.OPEN, None, ())


def test_what_stayed_open_can_be_taken_up_again_and_the_first_talk_is_kept(
    revealed: Project,
) -> None:
    (difference,) = list_differences(revealed)
    first, _ = decide(
        revealed,
        by="Heron",
        difference=difference.id,
        ballots=[Ballot(who, Choice.PARK) for who in ALL_FOR_ONE],
        reason="Too late today.",
    )
    second, _ = decide(
        revealed,
        by="Plover",
        difference=difference.id,
        ballots=votes(ALL_FOR_ONE),
        reason="Slept on it.",
    )
    assert second.replaces == first.id
    study = load_study(revealed)
    assert len(study.decisions) == 2
    assert current_decisions(study.decisions) == (second,)


def test_what_is_settled_is_only_reopened_on_purpose(revealed: Project) -> None:
    (difference,) = list_differences(revealed)
    given = {"difference": difference.id, "ballots": votes(ALL_FOR_ONE), "reason": "Yes."}
    decide(revealed, by="Heron", **given)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="reopen"):
        decide(revealed, by="Heron", **given)  # type: ignore[arg-type]
    again, _ = decide(revealed, by="Heron", reopens=True, **given)  # type: ignore[arg-type]
    assert again.replaces is not None


def test_two_people_deciding_at_once_make_one_decision_and_one_clear_conflict(
    revealed: Project,
) -> None:
    (difference,) = list_differences(revealed)
    made: list[object] = []
    failures: list[ToolkitError] = []
    ready = threading.Barrier(2)

    def settle(who: str) -> None:
        ready.wait()
        try:
            made.append(
                decide(
                    revealed,
                    by=who,
                    difference=difference.id,
                    ballots=votes(ALL_FOR_ONE),
                    reason="At once.",
                )
            )
        except ToolkitError as error:
            failures.append(error)

    threads = [threading.Thread(target=settle, args=(who,)) for who in ("Heron", "Plover")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(failures)) == (1, 1)
    assert failures[0].problem.code in {"D301", "W187"}
    assert len(load_study(revealed).decisions) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "W180"),
        ({"ballots": []}, "W180"),
        ({"difference": "nothing"}, "W181"),
        ({"difference": ""}, "W181"),
        ({"ballots": [Ballot("Stranger", Choice.PARK)]}, "W182"),
        ({"ballots": [Ballot("Heron", Choice.TAKE_CODE, ("X99",))]}, "W183"),
        ({"ballots": [Ballot("Heron", Choice.PARK, (), 3, None)]}, "W184"),
        ({"ballots": [Ballot("Heron", Choice.PARK, (), 0, 99999)]}, "W185"),
        ({"dissents": [DissentNote("Heron", " ")]}, "W186"),
        ({"ballots": [Ballot("Heron", Choice.PARK), Ballot("Heron", Choice.PARK)]}, "V101"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_and_changes_nothing(
    revealed: Project, change: dict[str, object], code: str
) -> None:
    (difference,) = list_differences(revealed)
    given: dict[str, object] = {
        "difference": difference.id,
        "ballots": votes(ALL_FOR_ONE),
        "reason": "Because.",
    }
    with pytest.raises((BadInput, NotFound), match=code):
        decide(revealed, by="Heron", **(given | change))  # type: ignore[arg-type]
    assert load_study(revealed).decisions == ()
