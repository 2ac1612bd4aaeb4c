"""Write data_schema/: a JSON Schema (draft 2020-12) and an invented example of each kind of data.

Usage: python scripts/write_schemas.py

The schemas come from the dataclasses and their docstrings, so change those and run this again.
"""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from toolkit.model.codebook import Code, Codebook, OwnCode, Theme
from toolkit.model.coding import Answer, Coding, Memo
from toolkit.model.decision import (
    Choice,
    Decision,
    Dissent,
    MoreReason,
    Outcome,
    Presence,
    QueueOrder,
    ReviewSession,
    Vote,
)
from toolkit.model.proposal import (
    Change,
    ChangeKind,
    Proposal,
    ProposalOutcome,
    ProposalVote,
    ProposalVoting,
    Stance,
)
from toolkit.model.ranking import Idea, RankedIdeas, Ranking, Step, Subject
from toolkit.model.round import Assignment, CodingRound, RoundState, Seal
from toolkit.model.study import Clearing, KeptBack, Redaction, Study
from toolkit.model.team import (
    Member,
    Method,
    PageKind,
    Role,
    Rule,
    Side,
    TeamPage,
    Terms,
)
from toolkit.model.transcript import (
    Case,
    CaseAttribute,
    ContentNote,
    Interjection,
    SpeakerRole,
    Transcript,
    Unit,
    build_transcript,
)
from toolkit.review.differences import find_differences
from toolkit.screening.indirect import CHECKLIST

FOLDER = Path(__file__).resolve().parent.parent / "data_schema"

KINDS: dict[str, type] = {
    "transcript": Transcript,
    "codebook": Codebook,
    "coding": Coding,
    "decision": Decision,
    "project": Study,
}


class DocumentedSchema(GenerateJsonSchema):
    """JSON Schemas that take their descriptions from docstrings and allow no unknown field."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """The schema of one dataclass."""
        made = super().dataclass_schema(schema)
        summary, attributes = read_docstring(schema["cls"])
        made["description"] = summary
        made["additionalProperties"] = False
        for name, words in attributes.items():
            made["properties"][name]["description"] = words
        return made


def read_docstring(described: type) -> tuple[str, dict[str, str]]:
    """The summary of a class, and what its docstring says of each attribute."""
    summary, _, rest = inspect.getdoc(described).partition("\n\nAttributes:\n")
    summary = re.split(r"\n\n(?:Raises|Example):", summary)[0]
    section = re.split(r"\n\n", rest)[0]
    attributes: dict[str, str] = {}
    # An attribute stands four blanks in, what goes on from the line before eight.
    for names, words in re.findall(r"^ {4}(\w[\w, ]*): (.*(?:\n {8}.*)*)", section, re.MULTILINE):
        attributes |= dict.fromkeys(re.split(r",\s*", names), " ".join(words.split()))
    return " ".join(summary.split()), attributes


def make_files() -> dict[str, str]:
    """The text of every file of data_schema/, by name."""
    project = example_project()
    examples = {
        "transcript": project.transcripts[0],
        "codebook": project.codebooks[-1],
        "coding": project.codings[0],
        "decision": project.decisions[0],
        "project": project,
    }
    files: dict[str, str] = {}
    for name, kind in KINDS.items():
        schema = TypeAdapter(kind).json_schema(schema_generator=DocumentedSchema)
        head = {"$schema": DocumentedSchema.schema_dialect, "$id": f"{name}.schema.json"}
        files[f"{name}.schema.json"] = as_text(head | in_one_line(schema))
        files[f"{name}.example.json"] = as_text(asdict(examples[name]))
    return files


def in_one_line(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The schema with each description in one line, as it stands in a docstring over several."""

    def join(found: dict[str, Any]) -> dict[str, Any]:
        words = found.get("description")
        return found | {"description": " ".join(words.split())} if isinstance(words, str) else found

    made: JsonSchemaValue = json.loads(json.dumps(schema), object_hook=join)
    return made


def as_text(content: Any) -> str:
    """The content as JSON, its sets in order, so that it is the same each time."""
    return json.dumps(content, indent=2, ensure_ascii=False, default=sorted) + "\n"


def example_project() -> Study:
    """A tiny study in which everything refers to something that is there. All of it is invented."""
    night = build_transcript(
        "P01",
        [
            ("I", "Invented example. What were the nights like?", "paragraph 1"),
            ("R", "They knocked at two, and at eight I was back at work.", "paragraph 2"),
            ("I", "Did anybody ask how you were?", "paragraph 3"),
            ("R", "No. [mhm] But I would do it again.", "paragraph 4"),
        ],
        roles={"I": SpeakerRole.INTERVIEWER, "R": SpeakerRole.PARTICIPANT},
        version=1,
        transcript_id="transcript-1",
        interjections=[(3, Interjection(4, 9, "I"))],
    )
    codings = tuple(example_codings(night))
    readers = {night.id: frozenset({"member-1", "member-2"})}
    differences = find_differences(codings, readers)
    return Study(
        title="An invented study",
        members=(
            Member(
                "member-1",
                "Heron",
                frozenset({Role.FACILITATOR, Role.CODER}),
                frozenset({Side.ACADEMIC}),
            ),
            Member(
                "member-2", "Wren", frozenset({Role.CODER, Role.CHECKER}), frozenset({Side.LIVED})
            ),
            Member("member-3", "Finch", frozenset({Role.CHECKER}), frozenset(Side)),
        ),
        terms=(
            Terms(
                version=1,
                method=Method.CODEBOOK,
                rule=Rule.MAJORITY_EACH_SIDE,
                unit=Unit.TURN,
                reason="No side should be able to outvote the other.",
                made_by="member-1",
                made_at="2026-01-05T18:00:00Z",
            ),
        ),
        cases=(Case("case-1", "P01", (CaseAttribute("Role", "Listener"),)),),
        transcripts=(night,),
        clearings=(
            Clearing(
                transcript_id=night.id,
                cleared_by="member-2",
                approved_by="member-3",
                reason="Read twice; nobody can be recognised.",
                was_read=True,
                findings_settled=1,
                findings_left=0,
                made_at="2026-01-12T10:00:00Z",
                signed=tuple(check.id for check in CHECKLIST),
            ),
        ),
        redactions=(
            Redaction(
                transcript_id=night.id,
                version=1,
                position=0,
                part="text",
                turn=1,
                start=night.text.index("eight"),
                end=night.text.index("eight") + len("eight"),
                finding_class="time",
                kind="age",
                choice="keep",
                instead="",
                settled_by="member-2",
            ),
        ),
        kept_back=(KeptBack(night.id, "P07"),),
        content_notes=(ContentNote(night.id, 1, "somebody in crisis at night; no details"),),
        codebooks=(example_codebook(),),
        rounds=(example_round(night),),
        codings=codings,
        own_codes=(OwnCode("own-1", "member-2", "round-1", "They knocked"),),
        memos=(
            Memo(
                id="memo-1",
                target_kind="coding",
                target_id="coding-2",
                author_id="member-2",
                words="It is the knock that I remember.",
                shared=True,
                made_at="2026-02-03T19:40:00Z",
            ),
        ),
        differences=differences,
        decisions=(
            Decision(
                id="decision-1",
                difference_id=differences[0].id,
                round_id="round-1",
                transcript_id=night.id,
                start=differences[0].start,
                end=differences[0].end,
                outcome=Outcome.SETTLED,
                choice=Choice.TAKE_CODE,
                code_ids=("R06",),
                rule=Rule.MAJORITY_EACH_SIDE,
                terms_version=1,
                reason="Being alone at night is what the rest of the turn follows from.",
                present=("member-1", "member-2"),
                votes=(
                    Vote("member-1", Choice.TAKE_CODE, ("R06",)),
                    Vote("member-2", Choice.TAKE_CODE, ("R06",)),
                ),
                dissents=(Dissent("member-2", "The tiredness must not get lost."),),
                recorded_by="member-1",
                made_at="2026-02-10T18:30:00Z",
                more_reasons=(MoreReason("member-2", "It begins in the night."),),
            ),
        ),
        pages=(
            TeamPage(
                kind=PageKind.GROUND_RULES,
                version=1,
                words="We stop when anybody asks to. Nobody asks why.",
                made_by="member-2",
                made_at="2026-01-06T18:00:00Z",
            ),
        ),
        positions=(
            Memo(
                id="memo-2",
                target_kind="member",
                target_id="member-2",
                author_id="member-2",
                words="I did this work myself, and I read with that in mind.",
                shared=True,
                made_at="2026-01-07T18:00:00Z",
            ),
        ),
        proposals=(
            Proposal(
                id="proposal-1",
                number=1,
                change=Change(ChangeKind.RETIRE, ("V03",)),
                reason="It says the same as the study's first question.",
                proposed_by="member-1",
                made_at="2026-02-11T18:00:00Z",
                based_on=1,
            ),
        ),
        proposal_votings=(
            ProposalVoting(
                id="voting-1",
                proposal_id="proposal-1",
                opened_by="member-1",
                opened_at="2026-02-11T18:00:00Z",
                present=("member-1", "member-2", "member-3"),
                left_out=(),
                terms_version=1,
                closed_at="2026-02-12T18:00:00Z",
                outcome=ProposalOutcome.OPEN,
                explanation="It stays open: no answer has more than half of each side.",
                votes=(
                    ProposalVote("member-1", Stance.ACCEPT),
                    ProposalVote("member-2", Stance.REFUSE),
                    ProposalVote("member-3", Stance.REFUSE),
                ),
                dissents=(Dissent("member-2", "For me it is the point of it all."),),
            ),
        ),
        sessions=(
            ReviewSession(
                id="session-1",
                number=1,
                begun_by="member-1",
                begun_at="2026-02-10T17:30:00Z",
                transcript_ids=(night.id,),
                order=QueueOrder.MOST_DIFFERENT,
                people=(
                    Presence("member-1", "2026-02-10T17:30:00Z"),
                    Presence("member-2", "2026-02-10T17:31:00Z"),
                ),
                chairs=("member-2",),
                places=(differences[0].id,),
                ended_at="2026-02-10T19:00:00Z",
                next="Word the code for nights anew.",
            ),
        ),
        rankings=(
            Ranking(
                id="ranking-1",
                number=1,
                question="Which changes matter most?",
                places=2,
                step=Step.RANKED,
                begun_by="member-1",
                begun_at="2026-02-13T18:00:00Z",
                people=("member-1", "member-2", "member-3"),
                terms_version=1,
                subject=Subject.THEME,
                subject_id="R",
                left_out=("member-3",),
                ideas=(
                    Idea("idea-1", 1, "Rest after a night", ("At least one day.",)),
                    Idea("idea-2", 2, "Somebody to ring"),
                    Idea("idea-3", 3, "A free day after a night", joined_into="idea-1"),
                ),
                rankings=(
                    RankedIdeas(frozenset({Side.ACADEMIC}), ("idea-2", "idea-1")),
                    RankedIdeas(frozenset({Side.LIVED}), ("idea-1",)),
                ),
                ended_at="2026-02-13T18:40:00Z",
            ),
        ),
        log_head="1e" * 32,
        log_rows=24,
    )


def example_codebook() -> Codebook:
    """Three codes in two themes."""
    return Codebook(
        version=1,
        themes=(Theme("R", "Riskiness"), Theme("V", "Value")),
        codes=(
            Code(
                id="R06",
                theme_id="R",
                name="Alone at night",
                plain_meaning="Hard support work in the night, with nobody behind them.",
                use_when="Night calls; no one to ring.",
                not_when="It is about being alone in the daytime.",
                example="They came for me at three and there was no one to ask.",
                content_note=True,
            ),
            Code("R07", "R", "No rest afterwards", "Back to the normal day after a bad night."),
            Code("V03", "V", "Keep it", "The service matters and should stay."),
        ),
        reason="Agreed at our first meeting.",
        made_by="member-1",
        made_at="2026-01-20T18:00:00Z",
    )


def example_codings(text: Transcript) -> list[Coding]:
    """Two readers who agree on one passage, differ on one, and leave one for another day."""
    given = (
        ("coding-1", 1, "R06", "member-1"),
        ("coding-2", 1, "R07", "member-2"),
        ("coding-3", 3, "V03", "member-1"),
        ("coding-4", 3, "V03", "member-2"),
        ("coding-5", 2, None, "member-2"),
    )
    return [
        Coding(
            id=coding_id,
            transcript_id=text.id,
            transcript_version=text.version,
            start=text.turns[turn].start,
            end=text.turns[turn].end,
            quotation=text.words_of(text.turns[turn]),
            answer=Answer.CODE if code_id else Answer.NOT_TODAY,
            code_id=code_id,
            codebook_version=1,
            coder_id=coder_id,
            round_id="round-1",
            made_at="2026-02-03T19:30:00Z",
        )
        for coding_id, turn, code_id, coder_id in given
    ]


def example_round(text: Transcript) -> CodingRound:
    """One round that both readers sealed before it was revealed."""
    coders = ("member-1", "member-2")
    return CodingRound(
        id="round-1",
        name="Round 1",
        state=RoundState.REVEALED,
        imported=False,
        codebook_version=1,
        assignments=tuple(Assignment(text.id, text.version, coder) for coder in coders),
        seals=tuple(
            Seal("round-1", text.id, coder, "0f" * 32, "2026-02-05T20:00:00Z") for coder in coders
        ),
        opened_at="2026-02-01T09:00:00Z",
        revealed_at="2026-02-06T18:00:00Z",
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in make_files().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(FOLDER.name, name, sep="/")
