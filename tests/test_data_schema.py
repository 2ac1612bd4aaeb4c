"""The published schemas, their examples and the dataclasses say the same."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from toolkit.errors import BadInput
from toolkit.model.codebook import Codebook
from toolkit.model.coding import Coding
from toolkit.model.decision import Decision
from toolkit.model.study import Study
from toolkit.model.transcript import Transcript, check_quotation

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "data_schema"
KINDS: dict[str, type] = {
    "transcript": Transcript,
    "codebook": Codebook,
    "coding": Coding,
    "decision": Decision,
    "project": Study,
}


def validator(kind: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def example(kind: str) -> dict[str, Any]:
    text = (FOLDER / f"{kind}.example.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_files_are_what_the_script_writes_now() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "write_schemas.py"))["make_files"]()
    assert {path.name for path in FOLDER.glob("*.json")} == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("kind", KINDS)
def test_example_validates_loads_and_writes_back_the_same(kind: str) -> None:
    validator(kind).validate(example(kind))
    adapter: TypeAdapter[Any] = TypeAdapter(KINDS[kind])
    loaded = adapter.validate_python(example(kind))
    assert adapter.validate_json(adapter.dump_json(loaded)) == loaded


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_has_a_title_and_a_description_and_is_closed(kind: str) -> None:
    schema = validator(kind).schema
    for made in [schema, *schema.get("$defs", {}).values()]:
        assert made["title"]
        assert made["description"]
        assert made.get("additionalProperties") is False or "enum" in made


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("transcript", "text", None),
        ("transcript", "version", -1),
        ("codebook", "version", -1),
        ("coding", "answer", "perhaps"),
        ("coding", "quotation", ""),
        ("coding", "start", "here"),
        ("decision", "outcome", "overruled"),
        ("decision", "votes", [{"member_id": "member-1"}]),
        ("project", "members", [{"id": "m", "pen_name": "", "roles": [], "sides": []}]),
    ],
)
def test_wrong_value_is_refused_by_schema_and_dataclass(
    kind: str, field: str, value: object
) -> None:
    broken = example(kind) | {field: value}
    assert not validator(kind).is_valid(broken)
    with pytest.raises(ValidationError):
        TypeAdapter(KINDS[kind]).validate_python(broken)


@pytest.mark.parametrize("kind", KINDS)
def test_missing_and_unknown_fields_are_refused_by_the_schema(kind: str) -> None:
    found = example(kind)
    assert not validator(kind).is_valid(found | {"surname": "x"})
    first = next(iter(found))
    assert not validator(kind).is_valid({k: v for k, v in found.items() if k != first})


def test_faults_that_a_schema_cannot_see_are_refused_by_the_dataclass() -> None:
    coding = example("coding")
    with pytest.raises(BadInput, match="M301"):
        TypeAdapter(Coding).validate_python(coding | {"end": coding["end"] + 1})
    transcript = example("transcript")
    with pytest.raises(BadInput, match="M102"):
        TypeAdapter(Transcript).validate_python(transcript | {"text": transcript["text"] + "!"})


def test_everything_in_the_example_project_refers_to_something_that_is_there() -> None:
    project = TypeAdapter(Study).validate_python(example("project"))
    texts = {(text.id, text.version): text for text in project.transcripts}
    codes = {code.id for code in project.codebooks[-1].codes}
    people = {member.id for member in project.members}
    for coding in project.codings:
        text = texts[coding.transcript_id, coding.transcript_version]
        check_quotation(text, coding.start, coding.end, coding.quotation)
        assert coding.coder_id in people
        assert coding.code_id is None or coding.code_id in codes
    differences = {difference.id for difference in project.differences}
    for decision in project.decisions:
        assert decision.difference_id in differences
        assert {vote.member_id for vote in decision.votes} <= set(decision.present) <= people
    assert all(note.turn < len(project.transcripts[0].turns) for note in project.content_notes)
