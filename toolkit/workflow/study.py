"""All of a project that everybody may see: cleared transcripts and revealed rounds.

Notebooks, figures, differences and the report start here, so that what is sealed cannot reach
them by any way.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable
from dataclasses import replace
from weakref import WeakKeyDictionary

from toolkit.model.codebook import Codebook
from toolkit.model.coding import Coding
from toolkit.model.decision import Difference
from toolkit.model.round import CodingRound
from toolkit.model.study import LeftBehind, Study
from toolkit.model.transcript import Transcript
from toolkit.review.differences import find_differences
from toolkit.storage import (
    audit,
    codebooks,
    codings,
    decisions,
    members,
    proposals,
    rankings,
    review_sessions,
    rounds,
    suggestions,
    team_pages,
    transcripts,
)
from toolkit.storage.database import Transaction
from toolkit.storage.project import Project


def load_study(project: Project, *, practice: bool = False) -> Study:
    """What everybody may see of the project now.

    Args:
        project: Whose.
        practice: With the practice rounds and the invented text that they are on, which are
            otherwise left out.
    """
    with project.reading() as tx:
        return read_study(tx, project.title, practice=practice)


def read_study(tx: Transaction, title: str, *, practice: bool = False) -> Study:
    """The same in the middle of an act, so that nothing changes between look and deed."""
    found = tuple(r for r in rounds.list_rounds(tx) if practice or not r.is_practice)
    round_ids = {r.id for r in found}
    revealed = [r for r in found if r.is_revealed]
    left_out = frozenset() if practice else transcripts.list_practice(tx)
    every = tuple(text for text in transcripts.list_versions(tx) if text.id not in left_out)
    newest = {text.id: text.version for text in every}
    texts = tuple(text for text in every if text.version == newest[text.id])
    revealed_codings = tuple(
        coding
        for coding in codings.list_codings(tx, [r.id for r in revealed])
        if coding.after_seal or was_sealed(coding, revealed)
    )
    kept = tuple(c for c in revealed_codings if c.transcript_version == newest[c.transcript_id])
    let_go = codings.list_let_go(tx) if len(kept) < len(revealed_codings) else frozenset()
    ids = {coding.id for coding in revealed_codings}
    used = {coding.code_id for coding in revealed_codings}
    return Study(
        title=title,
        members=members.list_members(tx),
        terms=members.list_terms(tx),
        cases=transcripts.list_cases(tx),
        transcripts=texts,
        clearings=transcripts.list_clearings(tx),
        content_notes=tuple(
            note
            for note in transcripts.list_content_notes(tx)
            if note.transcript_id not in left_out
        ),
        codebooks=_codebooks(tx, found),
        rounds=found,
        codings=kept,
        own_codes=tuple(
            code for r in revealed for code in codebooks.list_own_codes(tx, r.id) if code.id in used
        ),
        memos=tuple(m for m in codings.list_memos(tx, "coding", None) if m.target_id in ids),
        differences=tuple(_differences(revealed, kept, texts)),
        decisions=tuple(d for d in decisions.list_decisions(tx) if d.round_id in round_ids),
        log_head=audit.last_hash(tx),
        log_rows=audit.count_acts(tx),
        earlier_texts=tuple(text for text in every if text.version < newest[text.id]),
        revisions=transcripts.list_revisions(tx),
        left_behind=tuple(
            LeftBehind(coding, coding.id in let_go)
            for coding in revealed_codings
            if coding.transcript_version < newest[coding.transcript_id]
        ),
        redactions=transcripts.list_redactions(tx),
        kept_back=transcripts.list_kept_back(tx),
        pages=team_pages.list_pages(tx),
        positions=codings.list_memos(tx, "member", None),
        proposals=proposals.list_proposals(tx),
        proposal_votings=proposals.list_votings(tx),
        sessions=review_sessions.list_sessions(tx),
        rankings=rankings.list_rankings(tx),
        suggestion_replies=suggestions.list_replies(tx, round_ids=[r.id for r in revealed]),
        n_models=len(suggestions.list_cards(tx)),
    )


def read_shared_study(tx: Transaction, title: str) -> Study:
    """What everybody may see, practice too, to look or before an act writes.

    It is the same for everybody who looks at one state of the project, so it is kept until
    anything is done: many open pages that stir at once then cost little more than one. What is
    kept back and what is noted can change without a row in any log, so that is read each time.
    A hidden vote changes nothing of it but the end of the log, which may be an earlier one here.
    """
    state = audit.count_changes(tx)
    with _one_at_a_time:
        kept = _shared.get(tx.engine)
        if kept is None or kept[0] != state:
            kept = (state, read_study(tx, title, practice=True))
            _shared[tx.engine] = kept
            return kept[1]
    ids = {coding.id for coding in kept[1].codings} | {
        left.coding.id for left in kept[1].left_behind
    }
    return replace(
        kept[1],
        memos=tuple(m for m in codings.list_memos(tx, "coding", None) if m.target_id in ids),
        positions=codings.list_memos(tx, "member", None),
        kept_back=transcripts.list_kept_back(tx),
    )


_one_at_a_time = threading.Lock()
_shared: WeakKeyDictionary[Hashable, tuple[int, Study]] = WeakKeyDictionary()


def _codebooks(tx: Transaction, found: Iterable[CodingRound]) -> tuple[Codebook, ...]:
    """Every version of the team's, after the list to practise with where a round here has it."""
    own = codebooks.list_codebooks(tx)
    if not any(r.is_practice for r in found):
        return own
    to_practise = codebooks.find_codebook(tx, codebooks.PRACTICE_VERSION)
    return own if to_practise is None else (to_practise, *own)


def was_sealed(coding: Coding, revealed: Iterable[CodingRound]) -> bool:
    """Whether a coding was under its coder's seal: what was not stays with its coder."""
    round_of = next(r for r in revealed if r.id == coding.round_id)
    return coding.coder_id in round_of.readers_of(coding.transcript_id)


def _differences(
    revealed: Iterable[CodingRound], kept: Iterable[Coding], texts: Iterable[Transcript]
) -> Iterable[Difference]:
    order = {text.id: position for position, text in enumerate(texts)}
    for found in revealed:
        readers = {a.transcript_id: found.readers_of(a.transcript_id) for a in found.assignments}
        differences = find_differences((c for c in kept if c.round_id == found.id), readers)
        yield from sorted(differences, key=lambda d: (order[d.transcript_id], d.start))
