"""What hangs on a text goes with it into its next version, where its words still stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from toolkit.model.coding import Coding
from toolkit.model.study import Study
from toolkit.model.transcript import ContentNote, Transcript
from toolkit.review.alignment import Alignment, line_up
from toolkit.storage import audit, codings, decisions, rounds, transcripts, votings
from toolkit.storage.database import Transaction, now
from toolkit.workflow.study import read_study

Facts = dict[str, str | int | list[str] | None]

Align = Callable[[int], Alignment]
"""Lines a version of the text, by its number, up with the new one."""


def keep_version(
    tx: Transaction, actor: str, text: Transcript, *, reason: str, draft_id: str
) -> None:
    """Keep a corrected text as the next version, and all that hangs on the ones before.

    Nothing is taken away from earlier versions. A coding or decision whose words stand in the
    new text gets its place there; the others stay where they are, for a person to look at.

    Args:
        actor: Who approved the text.
        text: At its new version.
        reason: Why it was corrected; may be empty.
        draft_id: The draft it was cleared from.
    """
    before = read_study(tx, "")
    made_at = now()
    earlier = {t.version: t for t in transcripts.list_versions(tx, [text.name])}
    aligned: dict[int, Alignment] = {}

    def align(version: int) -> Alignment:
        if version not in aligned:
            aligned[version] = line_up(earlier[version], text)
        return aligned[version]

    transcripts.add_version(tx, text, reason=reason, draft_id=draft_id, made_at=made_at)
    # The number of what moved would tell how much is coded, so it is in no log that others see.
    audit.record(tx, actor, "transcript.revised", {"transcript": text.id, "version": text.version})
    _carry_codings(tx, text, align, made_at)
    _carry_decisions(tx, before, text, align(text.version - 1))
    _carry_notes(tx, before, text, align(text.version - 1))
    rounds.renew_assignments(tx, text.id, text.version)
    _call_off(tx, actor, before, text, made_at)


def _carry_codings(tx: Transaction, text: Transcript, align: Align, made_at: str) -> None:
    gone = codings.list_let_go(tx)
    ids = [found.id for found in rounds.list_rounds(tx)]
    by_coder: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings.list_codings(tx, ids, transcript_id=text.id):
        if coding.id not in gone:
            by_coder[coding.round_id, coding.coder_id].append(coding)
    for (round_id, coder_id), made in by_coder.items():
        places = [align(c.transcript_version).place(c.start, c.end) for c in made]
        moved = [
            replace(coding, transcript_version=text.version, start=place[0], end=place[1])
            for coding, place in zip(made, places, strict=True)
            if place is not None
        ]
        codings.add_places(tx, moved, made_at)
        facts: Facts = {
            "transcript": text.id,
            "version": text.version,
            "moved": len(moved),
            "left_behind": len(made) - len(moved),
        }
        chain = audit.chain_of(round_id, coder_id)
        audit.record(tx, coder_id, "codings.carried", facts, chain=chain)


def _carry_decisions(tx: Transaction, before: Study, text: Transcript, aligned: Alignment) -> None:
    """A decision goes along where all the words that were talked about stand as they did."""
    about = {d.id: d for d in before.differences if d.transcript_id == text.id}
    moved = []
    for decision in before.decisions:
        found = about.get(decision.difference_id)
        if found is None or decision.transcript_version != found.transcript_version:
            continue
        place = aligned.place(found.start, found.end)
        if place is not None:
            start = place[0] + decision.start - found.start
            moved.append(decision.move(text.version, start))
    decisions.add_places(tx, moved)


def _carry_notes(tx: Transaction, before: Study, text: Transcript, aligned: Alignment) -> None:
    """A warning is never lost: where its turn is gone, it goes to where that turn would be."""
    words: dict[int, list[str]] = defaultdict(list)
    for note in before.content_notes:
        if (note.transcript_id, note.version) == (text.id, aligned.old.version):
            turn = aligned.old.turns[note.turn]
            for index in aligned.turns_near(turn.start, turn.end):
                if note.words not in words[index]:
                    words[index].append(note.words)
    notes = [
        ContentNote(text.id, turn, "; ".join(said), text.version) for turn, said in words.items()
    ]
    transcripts.add_content_notes(tx, notes, None)


def _call_off(tx: Transaction, actor: str, before: Study, text: Transcript, made_at: str) -> None:
    """End the votes that are open on this text: they were on words that have changed."""
    about = {d.id for d in before.differences if d.transcript_id == text.id}
    for voting in votings.list_votings(tx):
        if voting.is_open and voting.difference_id in about:
            votings.erase_votes(tx, voting.id)
            votings.close_voting(tx, voting.id, made_at, None)
            facts: Facts = {"voting": voting.id, "version": text.version}
            audit.record(tx, actor, "voting.called_off", facts)
