"""DataFrames out of what a project holds, one row a thing, with the same columns and types always.

What comes in is cleared and revealed already; nothing is decided here about who may see it.
Ids are kept beside names, because names may change and ids do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.analysis.codebook_changes import History, describe_alteration
from toolkit.analysis.names import GROUPS, Names
from toolkit.analysis.rankings import count_ranking
from toolkit.analysis.votes import count_votes
from toolkit.model.codebook import Codebook
from toolkit.model.coding import Coding
from toolkit.model.decision import Decision, Difference, Dissent, current_decisions
from toolkit.model.proposal import ProposalVoting, Stance, proposal_state
from toolkit.model.ranking import Ranking, Step
from toolkit.model.study import Redaction, Study
from toolkit.model.team import Rule
from toolkit.model.transcript import Case, CaseAttribute, ContentNote, Transcript, count_words
from toolkit.review.codebook_diff import preview_change

if TYPE_CHECKING:
    import pandas as pd

NOT_DECIDED = "not_decided"

TRANSCRIPT_COLUMNS = {
    "transcript_id": "str",
    "transcript": "str",
    "case": "str",
    "version": "int64",
    "speakers": "int64",
    "turns": "int64",
    "words": "int64",
}
CASE_COLUMNS = {
    "case_id": "str",
    "case": "str",
    "transcripts": "int64",
    "attribute": "str",
    "value": "str",
}
REDACTION_COLUMNS = {
    "transcript": "str",
    "version": "int64",
    "part": "str",
    "turn": "Int64",
    "start": "int64",
    "end": "int64",
    "class": "str",
    "kind": "str",
    "choice": "str",
    "instead": "str",
    "settled_by": "str",
}
TURN_COLUMNS = {
    "transcript_id": "str",
    "transcript": "str",
    "version": "int64",
    "turn": "int64",
    "speaker": "str",
    "role": "str",
    "words": "str",
    "start": "int64",
    "end": "int64",
    "locator": "str",
    "content_note": "str",
}
CODEBOOK_COLUMNS = {
    "theme_id": "str",
    "theme": "str",
    "code_id": "str",
    "code": "str",
    "plain_meaning": "str",
    "use_when": "str",
    "not_when": "str",
    "example": "str",
    "content_note": "bool",
}
CODING_COLUMNS = {
    "coding_id": "str",
    "round_id": "str",
    "transcript_id": "str",
    "transcript": "str",
    "case": "str",
    "version": "int64",
    "turn": "Int64",
    "speaker": "str",
    "start": "int64",
    "end": "int64",
    "quotation": "str",
    "answer": "str",
    "code_id": "str",
    "code": "str",
    "theme_id": "str",
    "theme": "str",
    "coder_id": "str",
    "coder": "str",
    "group": "str",
    "after_seal": "bool",
    "memo": "str",
    "codebook_version": "int64",
    "made_at": "str",
}
DIFFERENCE_COLUMNS = {
    "difference_id": "str",
    "round_id": "str",
    "transcript_id": "str",
    "transcript": "str",
    "version": "int64",
    "turn": "Int64",
    "start": "int64",
    "end": "int64",
    "quotation": "str",
    "kind": "str",
    "codes": "str",
    "coders": "str",
    "readers": "int64",
    "outcome": "str",
}
DECISION_COLUMNS = {
    "decision_id": "str",
    "difference_id": "str",
    "round_id": "str",
    "transcript_id": "str",
    "transcript": "str",
    "turn": "Int64",
    "start": "int64",
    "end": "int64",
    "outcome": "str",
    "choice": "str",
    "codes": "str",
    "rule": "str",
    "terms_version": "int64",
    "reason": "str",
    "more_reasons": "str",
    "present": "int64",
    "votes": "str",
    **{f"voted_{group}": "int64" for group in GROUPS},
    **{f"for_{group}": "int64" for group in GROUPS},
    "dissents": "int64",
    "dissent": "str",
    "replaced": "bool",
    "recorded_by": "str",
    "made_at": "str",
}


PROPOSAL_COLUMNS = {
    "proposal": "int64",
    "kind": "str",
    "changes": "str",
    "reason": "str",
    "proposed_by": "str",
    "group": "str",
    "made_at": "str",
    "based_on": "int64",
    "own_code": "bool",
    "state": "str",
    "outcome": "str",
    "explanation": "str",
    "rule": "str",
    "terms_version": "Int64",
    "present": "int64",
    "left_out": "int64",
    **{f"voted_{group}": "int64" for group in GROUPS},
    **{f"for_{group}": "int64" for group in GROUPS},
    "made_version": "Int64",
    "dissents": "int64",
    "dissent": "str",
    "closed_at": "str",
}
RANKING_COLUMNS = {
    "ranking": "int64",
    "question": "str",
    "subject": "str",
    "subject_id": "str",
    "places": "int64",
    "step": "str",
    "begun_by": "str",
    "begun_at": "str",
    "ended_at": "str",
    "listed": "int64",
    "not_waited": "int64",
    "left_out": "int64",
    "idea": "Int64",
    "words": "str",
    "clarifications": "str",
    "side": "str",
    "people": "Int64",
    "ranked_by": "Int64",
    "points": "Int64",
    "place": "Int64",
    "tied": "boolean",
    "best": "Int64",
    "worst": "Int64",
    "by_place": "str",
    "note": "str",
}
VERSION_COLUMNS = {
    "version": "int64",
    "made_at": "str",
    "made_by": "str",
    "reason": "str",
    "themes": "int64",
    "codes": "int64",
    "proposal": "Int64",
    "changes": "str",
}


def transcripts_frame(transcripts: Iterable[Transcript], names: Names) -> pd.DataFrame:
    """One row a transcript, columns as in `TRANSCRIPT_COLUMNS`.

    `case` is the transcript's own name where it belongs to no case; `words` counts runs of
    non-blank characters.
    """
    return _frame(
        (
            (
                text.id,
                text.name,
                names.case(text.id),
                text.version,
                len(text.speakers),
                len(text.turns),
                count_words(text.text),
            )
            for text in transcripts
        ),
        TRANSCRIPT_COLUMNS,
    )


def cases_frame(cases: Iterable[Case], transcripts: Iterable[Transcript]) -> pd.DataFrame:
    """One row for each thing that sets a case apart, columns as in `CASE_COLUMNS`.

    A case of which nothing is said has one row, with `attribute` and `value` missing.
    `transcripts` counts those that belong to the case.
    """
    counts = Counter(text.case_id for text in transcripts)
    nothing = (CaseAttribute("", ""),)
    return _frame(
        (
            (case.id, case.name, counts[case.id], one.name or None, one.value or None)
            for case in cases
            for one in case.attributes or nothing
        ),
        CASE_COLUMNS,
    )


def redactions_frame(redactions: Iterable[Redaction], names: Names) -> pd.DataFrame:
    """One row a finding that was settled before a clearing, columns as in `REDACTION_COLUMNS`.

    Offsets are in the cleared text, or in the name or label where `part` is not `"text"`. What
    stood there is in no column.
    """
    return _frame(
        (
            (
                names.transcript(one.transcript_id),
                one.version,
                one.part,
                one.turn,
                one.start,
                one.end,
                one.finding_class,
                one.kind,
                one.choice,
                one.instead,
                names.member(one.settled_by),
            )
            for one in redactions
        ),
        REDACTION_COLUMNS,
    )


def turns_frame(
    transcripts: Iterable[Transcript], content_notes: Iterable[ContentNote]
) -> pd.DataFrame:
    """One row a turn, columns as in `TURN_COLUMNS`.

    `turn` counts from 0; `speaker` and `role` are missing where nobody knows them;
    `content_note` is empty where the turn has none, and several are parted by "; ".
    """
    notes = note_words(content_notes)
    rows: list[tuple[object, ...]] = []
    for text in transcripts:
        roles = {speaker.label: speaker.role for speaker in text.speakers}
        rows += (
            (
                text.id,
                text.name,
                text.version,
                turn.index,
                turn.speaker,
                roles.get(turn.speaker) if turn.speaker is not None else None,
                text.words_of(turn),
                turn.start,
                turn.end,
                turn.locator,
                notes.get((text.id, text.version, turn.index), ""),
            )
            for turn in text.turns
        )
    return _frame(rows, TURN_COLUMNS)


def note_words(content_notes: Iterable[ContentNote]) -> dict[tuple[str, int, int], str]:
    """The content notes of each turn that has one, by transcript id, version and turn."""
    notes: dict[tuple[str, int, int], str] = {}
    for note in content_notes:
        key = (note.transcript_id, note.version, note.turn)
        notes[key] = f"{notes[key]}; {note.words}" if key in notes else note.words
    return notes


def codebook_frame(codebook: Codebook | None) -> pd.DataFrame:
    """One row a code, columns as in `CODEBOOK_COLUMNS`; none where there is no codebook.

    Example:
        >>> codebook_frame(None).shape
        (0, 9)
    """
    themes = {theme.id: theme.name for theme in codebook.themes} if codebook else {}
    return _frame(
        (
            (
                code.theme_id,
                themes.get(code.theme_id) if code.theme_id else None,
                code.id,
                code.name,
                code.plain_meaning,
                code.use_when,
                code.not_when,
                code.example,
                code.content_note,
            )
            for code in (codebook.codes if codebook else ())
        ),
        CODEBOOK_COLUMNS,
    )


def codings_frame(codings: Iterable[Coding], names: Names) -> pd.DataFrame:
    """One row a coding, columns as in `CODING_COLUMNS`.

    `turn` and `speaker` are those in which the coding begins; they are missing where that
    version of the text is not at hand. `answer` is "code", "not_sure", "does_not_fit" or
    "not_today"; only the first has a `code_id`. `code` and `theme` are in today's wording.
    `group` is "academic", "lived", "both" or "none". `memo` is the line that went with it.
    """
    rows: list[tuple[object, ...]] = []
    for coding in codings:
        turn = names.first_turn(coding)
        theme = names.theme(coding.code_id) if coding.code_id is not None else None
        rows.append(
            (
                coding.id,
                coding.round_id,
                coding.transcript_id,
                names.transcript(coding.transcript_id),
                names.case(coding.transcript_id),
                coding.transcript_version,
                turn.index if turn else None,
                turn.speaker if turn else None,
                coding.start,
                coding.end,
                coding.quotation,
                coding.answer,
                coding.code_id,
                names.code(coding.category),
                theme.id if theme else None,
                theme.name if theme else None,
                coding.coder_id,
                names.member(coding.coder_id),
                names.group(coding.coder_id),
                coding.after_seal,
                coding.line,
                coding.codebook_version,
                coding.made_at,
            )
        )
    return _frame(rows, CODING_COLUMNS)


def differences_frame(
    differences: Iterable[Difference],
    codings: Iterable[Coding],
    decisions: Iterable[Decision],
    names: Names,
) -> pd.DataFrame:
    """One row a difference, columns as in `DIFFERENCE_COLUMNS`.

    `codes` and `coders` list what was said and by whom, each once, parted by "; ". `readers`
    counts who had read the passage, whether they coded it or not. `outcome` is "settled",
    "parked", "open" or "not_decided".
    """
    made = {coding.id: coding for coding in codings}
    outcomes = {d.difference_id: d.outcome for d in current_decisions(decisions)}
    rows: list[tuple[object, ...]] = []
    for difference in differences:
        text = names.text(difference.transcript_id, difference.transcript_version)
        turn = names.first_turn(difference)
        said = [made[coding_id] for coding_id in difference.coding_ids if coding_id in made]
        rows.append(
            (
                difference.id,
                difference.round_id,
                difference.transcript_id,
                names.transcript(difference.transcript_id),
                difference.transcript_version,
                turn.index if turn else None,
                difference.start,
                difference.end,
                text.text[difference.start : difference.end] if text else None,
                difference.kind,
                _listed(names.code(coding.category) for coding in said),
                _listed(names.member(coding.coder_id) for coding in said),
                len(difference.readers),
                outcomes.get(difference.id, NOT_DECIDED),
            )
        )
    return _frame(rows, DIFFERENCE_COLUMNS)


def decisions_frame(
    decisions: Sequence[Decision], differences: Iterable[Difference], names: Names
) -> pd.DataFrame:
    """One row a decision, columns as in `DECISION_COLUMNS`.

    `choice` is missing where the votes settled nothing. `votes` tells in words what was voted
    for; `voted_...` counts the votes cast by group, `for_...` those for what was settled, 0
    where nothing was. `more_reasons` holds the reasons that others had written too, `dissent` each
    dissent in the dissenter's words, one a line. `replaced` marks a decision that a later one took
    the place of.
    """
    known = {difference.id: difference for difference in differences}
    current = {decision.id for decision in current_decisions(decisions)}
    rows: list[tuple[object, ...]] = []
    for decision in decisions:
        difference = known.get(decision.difference_id)
        version = decision.transcript_version
        turns = names.turns(decision.transcript_id, version, decision.start, decision.end)
        votes = count_votes(decision, difference, names)
        rows.append(
            (
                decision.id,
                decision.difference_id,
                decision.round_id,
                decision.transcript_id,
                names.transcript(decision.transcript_id),
                turns[0].index if turns else None,
                decision.start,
                decision.end,
                decision.outcome,
                decision.choice,
                _listed(names.code(code_id) for code_id in decision.code_ids),
                decision.rule,
                decision.terms_version,
                decision.reason,
                "\n".join(f"{names.member(m.member_id)}: {m.words}" for m in decision.more_reasons),
                len(decision.present),
                "; ".join(str(count) for count in votes),
                *(sum(count.by_group[group] for count in votes) for group in GROUPS),
                *(sum(c.by_group[group] for c in votes if c.won) for group in GROUPS),
                len(decision.dissents),
                "\n".join(dissent_line(dissent, names) for dissent in decision.dissents),
                decision.id not in current,
                names.member(decision.recorded_by),
                decision.made_at,
            )
        )
    return _frame(rows, DECISION_COLUMNS)


def proposals_frame(study: Study, names: Names) -> pd.DataFrame:
    """One row a vote on a proposal to change the codebook, columns as in `PROPOSAL_COLUMNS`.

    Votes that were called off are left out; a proposal that was taken back has a row without a
    vote. `changes` tells in words what would be different. While a vote is open its `outcome` is
    missing and nothing is counted. `voted_...` counts the votes cast by group, `for_...` those that
    accept; `left_out` counts those for whom the team did not wait. `dissent` holds each dissent in
    the dissenter's words, one a line.
    """
    rules = {terms.version: terms.rule for terms in study.terms}
    books = {book.version: book for book in study.codebooks}
    rows: list[tuple[object, ...]] = []
    for proposal in study.proposals:
        held = [v for v in study.proposal_votings if v.proposal_id == proposal.id]
        state = proposal_state(proposal, held)
        counted = [v for v in held if v.is_open or v.outcome is not None]
        changes = preview_change(proposal.change, books[proposal.based_on])
        listed: list[ProposalVoting | None] = [*counted] if counted else [None]
        for voting in listed:
            rows.append(
                (
                    proposal.number,
                    proposal.change.kind,
                    "\n".join(map(describe_alteration, changes)),
                    proposal.reason,
                    names.member(proposal.proposed_by),
                    names.group(proposal.proposed_by),
                    proposal.made_at,
                    proposal.based_on,
                    proposal.own_code_id is not None,
                    state,
                    *_voting_cells(voting, rules, names),
                )
            )
    return _frame(rows, PROPOSAL_COLUMNS)


def _voting_cells(
    voting: ProposalVoting | None, rules: Mapping[int, Rule], names: Names
) -> tuple[object, ...]:
    if voting is None:
        return (None, "", None, None, 0, 0, *(0 for _ in (*GROUPS, *GROUPS)), None, 0, "", None)
    cast = Counter(names.group(vote.member_id) for vote in voting.votes)
    accepting = Counter(
        names.group(vote.member_id) for vote in voting.votes if vote.stance is Stance.ACCEPT
    )
    return (
        voting.outcome,
        voting.explanation,
        rules[voting.terms_version],
        voting.terms_version,
        len(voting.present),
        len(voting.left_out),
        *(cast[group] for group in GROUPS),
        *(accepting[group] for group in GROUPS),
        voting.made_version,
        len(voting.dissents),
        "\n".join(dissent_line(dissent, names) for dissent in voting.dissents),
        voting.closed_at,
    )


def rankings_frame(study: Study, names: Names) -> pd.DataFrame:
    """One row an idea and side, columns as in `RANKING_COLUMNS`; the side `"all"` stands first.

    A question whose ideas are not shown yet, or that was called off, has one row without an idea;
    one that is not ranked yet has no counts. `people` is how many ranked, `ranked_by` how many of
    them ranked this idea, and `by_place` how many gave it the first place, the second and so on.
    `place` is missing where nobody ranked it. What the team's floor hides has no rows, and `note`
    says so. Which person ranked what is in no row.
    """
    floor = study.terms[-1].floor if study.terms else 1
    rows: list[tuple[object, ...]] = []
    for one in study.rankings:
        asked = (
            one.number,
            one.question,
            one.subject,
            one.subject_id,
            one.places,
            one.step,
            names.member(one.begun_by),
            one.begun_at,
            one.ended_at,
            len(one.people),
            len(one.not_waited),
            len(one.left_out),
        )
        rows += [(*asked, *cells) for cells in _idea_cells(one, floor)]
    return _frame(rows, RANKING_COLUMNS)


def _idea_cells(ranking: Ranking, floor: int) -> Iterable[tuple[object, ...]]:
    if not ranking.ideas:
        yield (None, "", "", *([None] * 9), "")
        return
    told = {
        idea.id: (
            idea.number,
            ranking.words_of(idea.id),
            "\n".join(
                said for part in (idea, *ranking.joined_to(idea.id)) for said in part.clarifications
            ),
        )
        for idea in ranking.standing
    }
    if ranking.step is not Step.RANKED:
        yield from ((*cells, *([None] * 9), "") for cells in told.values())
        return
    result = count_ranking(ranking, floor)
    tables = [("all", result.people, result.all)]
    tables += [(side, result.side_people[side], counts) for side, counts in result.by_side.items()]
    for side, people, counts in tables:
        for count in counts:
            yield (
                *told[count.idea_id],
                side,
                people,
                count.people,
                count.points,
                count.place,
                count.is_tied,
                count.best,
                count.worst,
                " ".join(map(str, count.by_place)),
                result.hidden,
            )


def versions_frame(study: Study, names: Names) -> pd.DataFrame:
    """One row a version of the codebook, columns as in `VERSION_COLUMNS`.

    `changes` tells in words what is different from the version before, one thing a line;
    `proposal` is missing for a version that came from a table.
    """
    history = History.of(study)
    made = {book.version: history.made_by(book.version) for book in study.codebooks}
    return _frame(
        (
            (
                book.version,
                book.made_at,
                names.member(book.made_by),
                book.reason,
                len(book.themes),
                len(book.codes),
                proposal.number if (proposal := made[book.version]) else None,
                "\n".join(
                    map(describe_alteration, history.changes(book.version - 1, book.version))
                ),
            )
            for book in study.codebooks
        ),
        VERSION_COLUMNS,
    )


def dissent_line(dissent: Dissent, names: Names) -> str:
    """Who dissents, where they signed, and their words."""
    who = "Unsigned" if dissent.member_id is None else names.member(dissent.member_id)
    return f"{who}: {dissent.words}"


def _listed(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _frame(rows: Iterable[tuple[object, ...]], columns: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))
