"""What came of the differences: how each stands, whose codes were taken, who moved.

Counts add up: each difference stands in one way, each reader of a settled one moved in one way,
and each code that they gave was taken or was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from toolkit.analysis.frames import NOT_DECIDED
from toolkit.analysis.names import GROUPS, KIND_NAMES, Names
from toolkit.model.coding import Coding
from toolkit.model.decision import (
    Choice,
    Decision,
    Difference,
    DifferenceKind,
    Outcome,
    current_decisions,
)
from toolkit.model.study import Study

if TYPE_CHECKING:
    import pandas as pd

STATE_NAMES = {
    Choice.TAKE_CODE.value: "settled by taking a code",
    Choice.KEEP_BOTH.value: "settled by keeping both readings",
    Choice.CHANGE_CODEBOOK.value: "settled by changing the codebook",
    Outcome.PARKED.value: "parked for later",
    Outcome.OPEN.value: "voted on and still open",
    NOT_DECIDED: "not voted on yet",
}
"""How a difference can stand; each stands in one way, so that counts add up."""

MOVE_NAMES = {
    "kept": "All kept",
    "partly_kept": "Some kept",
    "moved": "None kept",
    "had_no_code": "Had given none",
    "codebook_to_change": "Codebook to change",
}
"""What became of a reader's codes in a decision.

All of them were taken; some were; none was; the reader had given none; or the team settled to
change the codebook, so that nobody's code was taken.
"""

FATE_NAMES = {
    "taken": "Taken",
    "not_taken": "Not taken",
    "codebook_to_change": "Codebook to change",
}
"""What became of one code that one reader had given."""


def difference_states(study: Study) -> dict[str, str]:
    """How each difference stands, by its id: a key of `STATE_NAMES`."""
    states = dict.fromkeys((difference.id for difference in study.differences), NOT_DECIDED)
    for decision in current_decisions(study.decisions):
        if decision.difference_id in states:
            settled = decision.outcome is Outcome.SETTLED and decision.choice is not None
            states[decision.difference_id] = str(decision.choice if settled else decision.outcome)
    return states


def how_settled(study: Study) -> pd.DataFrame:
    """How the differences of each kind stand.

    Returns:
        One row a kind of difference; one column a key of `STATE_NAMES`, and `total`. All totals
        add up to the differences.
    """
    import pandas as pd

    states = difference_states(study)
    rows = pd.DataFrame(
        [(KIND_NAMES[d.kind], states[d.id]) for d in study.differences], columns=["kind", "state"]
    )
    counts = pd.crosstab(rows["kind"], rows["state"]).reindex(
        index=[KIND_NAMES[kind] for kind in DifferenceKind], columns=list(STATE_NAMES), fill_value=0
    )
    return counts.assign(total=counts.sum(axis="columns"))


def who_moved(
    decisions: Iterable[Decision],
    differences: Iterable[Difference],
    codings: Iterable[Coding],
    names: Names,
) -> pd.DataFrame:
    """What became of each reader's codes in each difference that is settled.

    Returns:
        One row a settled difference and reader of it: `decision_id`, `difference_id`,
        `coder_id`, `coder`, `group` and `move`, a key of `MOVE_NAMES`. Decisions whose
        difference is not at hand are left out.
    """
    rows = [
        (*_reader(decision, coder, names), _move(codes, decision))
        for decision, given in _settled(decisions, differences, codings)
        for coder, codes in given.items()
    ]
    return _frame(rows, "move")


def codes_taken(
    decisions: Iterable[Decision],
    differences: Iterable[Difference],
    codings: Iterable[Coding],
    names: Names,
) -> pd.DataFrame:
    """Whether each code that a reader had given lasted, in each difference that is settled.

    Returns:
        One row a settled difference, reader and code: the columns of `who_moved` but the last,
        then `code_id`, `code` and `fate`, a key of `FATE_NAMES`. A code that stays beside
        another, because the team kept both readings, is taken.
    """
    rows = [
        (*_reader(decision, coder, names), code, names.code(code), _fate(code, decision))
        for decision, given in _settled(decisions, differences, codings)
        for coder, codes in given.items()
        for code in sorted(codes)
    ]
    return _frame(rows, "code_id", "code", "fate")


def count_moves(moves: pd.DataFrame) -> pd.DataFrame:
    """How many readers of each group were kept, partly kept, moved, and so on.

    Args:
        moves: What `who_moved` returns.

    Returns:
        One row a group, in the order of `GROUPS`; one column a key of `MOVE_NAMES`, in their
        order, and `total`. All totals add up to the rows of `moves`.
    """
    return _count_by_group(moves, "move", MOVE_NAMES)


def count_codes_taken(codes: pd.DataFrame) -> pd.DataFrame:
    """How many codes of each group's readers lasted.

    Args:
        codes: What `codes_taken` returns.

    Returns:
        One row a group, in the order of `GROUPS`; one column a key of `FATE_NAMES`, in their
        order, and `total`. All totals add up to the rows of `codes`.
    """
    return _count_by_group(codes, "fate", FATE_NAMES)


def _settled(
    decisions: Iterable[Decision], differences: Iterable[Difference], codings: Iterable[Coding]
) -> Iterator[tuple[Decision, Mapping[str, set[str]]]]:
    """Each decision that settled something, and the codes that each reader had given there."""
    known = {difference.id: difference for difference in differences}
    made = {coding.id: coding for coding in codings}
    for decision in current_decisions(decisions):
        difference = known.get(decision.difference_id)
        if decision.outcome is not Outcome.SETTLED or difference is None:
            continue
        given: dict[str, set[str]] = {reader: set() for reader in difference.readers}
        for coding_id in difference.coding_ids:
            coding = made.get(coding_id)
            if coding is not None and coding.code_id is not None:
                given.setdefault(coding.coder_id, set()).add(coding.code_id)
        yield decision, given


def _reader(decision: Decision, coder: str, names: Names) -> tuple[str, ...]:
    ids = (decision.id, decision.difference_id, coder)
    return (*ids, names.member(coder), names.group(coder))


def _frame(rows: list[tuple[str, ...]], *columns: str) -> pd.DataFrame:
    import pandas as pd

    shared = ("decision_id", "difference_id", "coder_id", "coder", "group")
    return pd.DataFrame(rows, columns=[*shared, *columns]).astype("str")


def _count_by_group(rows: pd.DataFrame, column: str, order: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    counts = pd.crosstab(rows["group"], rows[column]).reindex(
        index=list(GROUPS), columns=list(order), fill_value=0
    )
    return counts.assign(total=counts.sum(axis="columns"))


def _move(codes: set[str], decision: Decision) -> str:
    if decision.choice is Choice.CHANGE_CODEBOOK:
        return "codebook_to_change"
    if not codes:
        return "had_no_code"
    if decision.choice is Choice.KEEP_BOTH or codes <= set(decision.code_ids):
        return "kept"
    return "partly_kept" if codes & set(decision.code_ids) else "moved"


def _fate(code: str, decision: Decision) -> str:
    if decision.choice is Choice.CHANGE_CODEBOOK:
        return "codebook_to_change"
    is_taken = decision.choice is Choice.KEEP_BOTH or code in decision.code_ids
    return "taken" if is_taken else "not_taken"
