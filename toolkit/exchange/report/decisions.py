"""The sections on what was read differently, what was settled, and what is still open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from toolkit.analysis import frames, outcomes
from toolkit.analysis.names import GROUP_NAMES, KIND_NAMES, OUTCOME_NAMES, RULE_NAMES, say_when
from toolkit.analysis.outcomes import FATE_NAMES, MOVE_NAMES, STATE_NAMES
from toolkit.exchange import charts
from toolkit.exchange.report.page import Page
from toolkit.exchange.telling import (
    Passage,
    count,
    listed,
    passage_of,
    tell_result,
    tell_votes,
)
from toolkit.exchange.word import DETAIL, LEAD_IN
from toolkit.model.decision import (
    Decision,
    Difference,
    DifferenceKind,
    Outcome,
    current_decisions,
)

if TYPE_CHECKING:
    import pandas as pd

_LET_GO = "These words were corrected, and the coder let the coding go."
_TO_PLACE = "These words were corrected; the coder has not yet said where it belongs."
_NOT_SETTLED = (Outcome.PARKED.value, Outcome.OPEN.value, frames.NOT_DECIDED)


def write_differences(page: Page) -> None:
    """How many passages were read differently, in which way, and how they stand."""
    word, states = page.word, page.states
    if not page.study.differences:
        word.paragraph("No passage has been read differently in a revealed round.")
        return
    word.paragraph(
        "A difference is a passage that its readers read differently. Each stands in one row and "
        "one column, so the counts add up.",
        LEAD_IN,
    )
    counts = Counter((states[d.id], d.kind) for d in page.study.differences)
    rows = {
        name.capitalize(): [counts[state, kind] for kind in DifferenceKind]
        for state, name in STATE_NAMES.items()
        if state in set(states.values())
    }
    chart = charts.draw_bars(
        "How the differences stand", list(rows), {"differences": [sum(r) for r in rows.values()]}
    )
    word.picture(chart.picture, chart.alt)
    rows["All"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    word.table(
        ("How it stands", *(KIND_NAMES[kind].capitalize() for kind in DifferenceKind), "All"),
        [(name, *row, sum(row)) for name, row in rows.items()],
        (4, *(2.5 for _ in DifferenceKind), 1.4),
    )
    _write_moves(page)


def _write_moves(page: Page) -> None:
    """Who moved and whose codes lasted, by side, or of all where the floor hides the sides."""
    study = page.study
    told = (study.decisions, study.differences, study.codings, page.names)
    moves = outcomes.who_moved(*told)
    if moves.empty:
        return
    hidden = page.explain_floor(moves["coder_id"])
    page.word.heading("Who moved", 2)
    page.word.paragraph(
        "For each settled difference, what became of each reader's codes. One reader of one "
        "difference counts once."
    )
    _write_by_side(page, outcomes.count_moves(moves), MOVE_NAMES.values(), hidden)
    page.word.heading("Whose codes lasted", 2)
    page.word.paragraph(
        "Each code that a reader had given in a settled difference counts once. Where both "
        "readings are kept, both codes are taken."
    )
    taken = outcomes.count_codes_taken(outcomes.codes_taken(*told))
    _write_by_side(page, taken, FATE_NAMES.values(), hidden)


def _write_by_side(page: Page, counts: pd.DataFrame, titles: Iterable[str], hidden: str) -> None:
    shown = counts[counts["total"] > 0].iloc[: 0 if hidden else None]
    rows = [(GROUP_NAMES[row[0]].capitalize(), *row[1:]) for row in shown.itertuples()]
    page.word.table(
        ("Side", *titles, "All"),
        [*rows, ("All", *counts.sum())],
        (2.6, *(2.2 for _ in titles), 1.3),
    )
    if hidden:
        page.word.paragraph(hidden)


def write_decisions(page: Page) -> None:
    """Each decision with its rule, votes, reason and dissent, text by text."""
    if not page.study.decisions:
        page.word.paragraph("No decision has been taken yet.")
        return
    page.word.paragraph(
        "Votes are counted by side, not by name. Beside an unsigned dissent, and where a side has "
        "fewer people than the team's floor, they are counted without sides too. A decision that "
        "was taken again keeps its place here."
    )
    by_text: dict[str, list[Decision]] = defaultdict(list)
    for decision in page.study.decisions:
        by_text[page.names.transcript(decision.transcript_id)].append(decision)
    for name in sorted(by_text):
        page.word.heading(name, 2)
        for decision in sorted(by_text[name], key=lambda d: (d.start, page.numbers[d.id])):
            _write_decision(page, decision)


def _write_decision(page: Page, decision: Decision) -> None:
    word, names = page.word, page.names
    difference = page.differences.get(decision.difference_id)
    word.heading(f"Decision {page.numbers[decision.id]}: {OUTCOME_NAMES[decision.outcome]}", 3)
    _write_passage(page, decision, difference)
    readings = page.readings(difference) if difference else {}
    word.bullets(
        f"{page.person(reader)}: {listed(codes) or 'gave no code here'}"
        for reader, codes in readings.items()
    )
    for label, told in _details(page, decision, difference):
        word.labelled(label, told, DETAIL)
    word.paragraph(
        f"Written down by {names.member(decision.recorded_by)}, {say_when(decision.made_at)}."
        + _succession(page, decision)
    )


def _details(
    page: Page, decision: Decision, difference: Difference | None
) -> Iterator[tuple[str, str]]:
    """What came of it, by which rule and votes, why, and what somebody sees otherwise."""
    yield "What came of it", tell_result(decision, difference, page.names)
    yield "Rule", f"{RULE_NAMES[decision.rule]} (version {decision.terms_version})"
    yield "Votes", tell_votes(decision, difference, page.names, page.floor)
    yield "Present", listed(map(page.names.member, decision.present)) or "nobody"
    yield "Why", decision.reason
    for more in decision.more_reasons:
        yield f"{page.names.member(more.member_id)} wrote too", more.words
    for dissent in decision.dissents:
        who = "unsigned" if dissent.member_id is None else page.names.member(dissent.member_id)
        yield f"Dissent ({who})", dissent.words
    if not decision.dissents:
        yield "Dissent", "nobody wrote any"


def _write_passage(page: Page, decision: Decision, difference: Difference | None) -> None:
    passage = passage_of(decision, difference)
    text = page.names.text(passage.transcript_id, passage.version)
    if text is None:
        page.word.paragraph(f"{page.place(passage)}. This version of the text is not at hand.")
    else:
        words = text.text[passage.start : passage.end]
        page.quote(passage, words, f"{page.place(passage)}.")


def _succession(page: Page, decision: Decision) -> str:
    told = ""
    if decision.replaces in page.numbers:
        told += f" It takes the place of decision {page.numbers[decision.replaces]}."
    later = [d.id for d in page.study.decisions if d.replaces == decision.id]
    if later:
        told += f" Decision {page.numbers[later[-1]]} has taken its place."
    return told


def write_open(page: Page) -> None:
    """Every difference that is not settled, so that nothing open looks settled."""
    _write_differences_left(page)
    _write_left_behind(page)


def _write_left_behind(page: Page) -> None:
    """What could not move with a corrected text, in the words that it was about."""
    study = page.study
    newest = {text.id: text.version for text in study.transcripts}
    for found in study.left_behind:
        coding = found.coding
        passage = Passage(coding.transcript_id, coding.transcript_version, coding.start, coding.end)
        page.quote(
            passage,
            coding.quotation,
            f"{page.place(passage)}, version {coding.transcript_version}. "
            f"“{page.names.code(coding.category)}”, coded by {page.person(coding.coder_id)}. "
            + (_LET_GO if found.is_let_go else _TO_PLACE),
        )
    old = [
        decision
        for decision in current_decisions(study.decisions)
        if decision.transcript_version < newest.get(decision.transcript_id, 1)
    ]
    if old:
        page.word.paragraph(
            "The text was corrected where these decisions were taken, so they stand on its "
            f"earlier words: {listed(f'decision {page.numbers[d.id]}' for d in old)}."
        )


def _write_differences_left(page: Page) -> None:
    waiting = [d for d in page.study.differences if page.states[d.id] in _NOT_SETTLED]
    if not waiting:
        page.word.paragraph("No difference is open, parked or waiting for a vote.")
        return
    page.word.paragraph(f"{count(len(waiting), 'difference')} open, parked or not voted on yet.")
    page.word.table(
        ("Where", "Codes given", "In which way", "How it stands"),
        [
            (
                page.place(Passage(d.transcript_id, d.transcript_version, d.start, d.end)),
                "\n".join(dict.fromkeys(chain(*page.readings(d).values()))),
                KIND_NAMES[d.kind],
                STATE_NAMES[page.states[d.id]],
            )
            for d in waiting
        ],
        (3.6, 5, 3.4, 3.4),
    )
