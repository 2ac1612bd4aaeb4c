"""A page with nothing but the desk; its codings are lines of JSON in a plain file."""

import json
import os
from pathlib import Path

import streamlit as st

from toolkit.model.codebook import Code, Codebook, OwnCode, Theme
from toolkit.model.coding import Answer, Coding, Memo
from toolkit.model.transcript import ContentNote, build_transcript, new_id
from toolkit.ui.text_coder import (
    AddCoding,
    Change,
    WriteNote,
    settle,
    settle_sent,
    text_coder,
)

FOLDER = Path(os.environ.get("CODER_FOLDER", "."))
STORE = FOLDER / "codings.json"
NOTES = FOLDER / "notes.json"


def read_setup() -> dict[str, list]:
    return json.loads((FOLDER / "setup.json").read_text(encoding="utf-8"))


def main() -> None:
    setup = read_setup()
    st.set_page_config(layout="wide")
    st.button("Run again")
    name = st.radio("Transcript", list(setup["texts"]), horizontal=True)
    spoken = [(speaker, words, "") for speaker, words in setup["texts"][name]]
    text = build_transcript(name, spoken, transcript_id=name, version=1)
    themes = tuple(Theme(**theme) for theme in setup["themes"])
    codes = Codebook(1, themes, tuple(Code(**code) for code in setup["codes"]), "", None, "")
    own_codes = [OwnCode(**own) for own in setup["own_codes"]]
    is_closed = (FOLDER / "sealed").exists()
    if settle_sent(
        text,
        stored_of(name),
        codes,
        lambda change: save(change, name),
        key=f"desk-{name}",
        own_codes=own_codes,
        is_closed=is_closed,
    ):
        own_codes = [OwnCode(**own) for own in read_setup()["own_codes"]]
    events = text_coder(
        text,
        stored_of(name),
        codes,
        key=f"desk-{name}",
        own_codes=own_codes,
        memos=[Memo("n", "", target, "m1", *note, "") for target, note in read_notes().items()],
        content_notes=[ContentNote("P07", turn, words) for turn, words in setup["notes"]],
        is_closed=is_closed,
    )
    if settle(events, lambda change: save(change, name)):
        st.rerun()


def read_notes() -> dict[str, list]:
    return json.loads(NOTES.read_text(encoding="utf-8")) if NOTES.exists() else {}


def stored() -> list[Coding]:
    rows = json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else []
    return [Coding(**{**row, "answer": Answer(row["answer"])}) for row in rows]


def stored_of(transcript: str) -> list[Coding]:
    return [row for row in stored() if row.transcript_id == transcript]


def write(rows: list[Coding]) -> None:
    plain = [{name: getattr(row, name) for name in Coding.__dataclass_fields__} for row in rows]
    replace_file(STORE, plain)


def replace_file(file: Path, content: object) -> None:
    """At once, for a test may be reading it."""
    waiting = file.with_suffix(".new")
    waiting.write_text(json.dumps(content), encoding="utf-8")
    waiting.replace(file)


def save(change: Change, transcript: str) -> None:
    rows = stored()
    if isinstance(change, WriteNote):
        target = change.coding_id or f"{transcript}/1/{change.turn}"
        kept = {**read_notes(), target: [change.words, change.shared]}
        replace_file(NOTES, {k: v for k, v in kept.items() if v[0]})
    elif isinstance(change, AddCoding):
        if change.new_name:
            keep_own_code(change)
        made = Coding(
            id=new_id(),
            transcript_id=transcript,
            transcript_version=1,
            start=change.start,
            end=change.end,
            quotation=change.quotation,
            answer=change.answer,
            code_id=change.code_id,
            codebook_version=1,
            coder_id="m1",
            round_id="r1",
            made_at=f"{len(rows):06}",
            line=change.line,
        )
        write([*rows, made])
    else:
        write([row for row in rows if row.id not in change.coding_ids])


def keep_own_code(change: AddCoding) -> None:
    setup = read_setup()
    own = {"id": change.code_id, "owner_id": "m1", "round_id": "r1", "name": change.new_name}
    setup["own_codes"].append(own)
    replace_file(FOLDER / "setup.json", setup)


if __name__ == "__main__":
    main()
