"""Words thrown in keep their speaker from the file to the cleared text, on both databases."""

from __future__ import annotations

from pathlib import Path

from tests.small_study import SIGNED, TEAM
from toolkit.model.transcript import Interjection, Transcript, build_transcript
from toolkit.storage import drafts, transcripts
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import clear_transcripts, list_drafts
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.team import add_member

SAID = (
    "Interviewer: What were the nights like?\n"
    "P01: Ring 07700 900123 [Interviewer: mhm] and [Unknown: oi] 07700 900456 (Mother: no) now.\n"
    "Interviewer: And the [P01: 07700 900789] morning?\n"
    "P01: Straight [Officer: move] to work.\n"
)


def thrown_in(text: Transcript) -> list[tuple[str, str | None]]:
    return [(text.text[each.start : each.end], each.speaker) for each in text.interjections]


def test_interjections_come_through_screening_and_clearing(
    project: Project, tmp_path: Path
) -> None:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    (tmp_path / "P01.txt").write_text(SAID, encoding="utf-8")
    import_transcripts(project, [tmp_path / "P01.txt"])
    (draft,) = list_drafts(project, by="Wren")
    assert thrown_in(draft.transcript) == [
        ("[mhm]", "Interviewer"), ("[oi]", None), ("[07700 900789]", "P01"), ("[move]", "Officer"),
    ]  # fmt: skip
    for finding in draft.findings:
        settle_finding(
            project, by="Wren", transcript="P01", finding=finding.position,
            choice=Settlement.REPLACE, replacement="[phone]",
        )  # fmt: skip
    clear_transcripts(
        project, by="Wren", approved_by="Kestrel", reason="Read by both.", signed=SIGNED
    )
    with project.reading() as tx:
        (text,) = transcripts.list_transcripts(tx)
    assert "07700" not in text.text
    assert thrown_in(text) == [
        ("[mhm]", "Interviewer"), ("[oi]", None), ("[[phone]]", "P01"), ("[move]", "Officer"),
    ]  # fmt: skip
    assert [speaker.label for speaker in text.speakers] == ["Interviewer", "P01", "Officer"]


def test_interjections_of_several_transcripts_are_kept_apart(project: Project) -> None:
    made = [
        build_transcript(
            name,
            [("I", "Well [a] so [b].", ""), ("R", "Yes.", "")],
            version=1,
            interjections=[(0, Interjection(5, 8, "R")), (0, Interjection(12, 15, last))],
        )
        for name, last in (("P01", None), ("P02", "R"))
    ]
    with project.transaction() as tx:
        transcripts.add_transcripts(tx, made)
    with project.reading() as tx:
        assert transcripts.list_transcripts(tx) == tuple(made)
        assert transcripts.list_transcripts(tx, ["P02"]) == (made[1],)


def test_a_draft_holds_interjections(project: Project) -> None:
    text = build_transcript(
        "P01", [("I", "Well [a].", "")], interjections=[(0, Interjection(5, 8, None))]
    )
    draft = drafts.Draft(text, drafts.DraftState.READ, {}, ())
    with project.drafts.transaction() as tx:
        drafts.add_drafts(tx, [draft])
    with project.drafts.reading() as tx:
        assert drafts.list_drafts(tx)[0].transcript == text
