"""Agreement over what has been revealed, in the unit that the team chose, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from toolkit.analysis.floor import explain_floor
from toolkit.analysis.names import GROUP_NAMES, Names
from toolkit.analysis.outcomes import FATE_NAMES, MOVE_NAMES, STATE_NAMES
from toolkit.errors import NotAllowed, NotFound
from toolkit.model.coding import Coding
from toolkit.model.round import CodingRound
from toolkit.model.study import Study
from toolkit.model.team import Method
from toolkit.model.transcript import Segment, Transcript, Unit, segment_by_turn
from toolkit.storage.project import Project
from toolkit.workflow.study import load_study

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.agreement.coefficient import Coefficient
    from toolkit.agreement.pairs import PairAgreement

CHARACTERS: Literal["characters"] = "characters"

Count = Unit | Literal["characters"]
"""What agreement can be counted in; characters tell how far the marked words are the same."""


def measure_agreement(
    study: Study,
    *,
    codes: Collection[str] | None = None,
    complete: bool = False,
    by_side: bool = False,
    round_name: str | None = None,
    unit: Count | None = None,
) -> tuple[Coefficient, ...]:
    """The coefficients of all revealed rounds together, or of one: overall, then code by code.

    Args:
        study: What everybody may see of a project, from `load_study`.
        codes: Ids or names; only units that bear one of these codes, and only these counted.
        complete: Only units that every coder coded.
        by_side: Within each side and between the sides as well. What the team's floor hides
            has no value, and says so.
        round_name: One round instead of all.
        unit: Turn, sentence or "characters"; without it the unit of the team's terms. By
            character, the alphas for spans are there too.

    Raises:
        NotAllowed: The team works reflexively, and agreed to have no coefficients.
        NotFound: There is no such code, or no revealed round of that name.
    """
    from toolkit.agreement.measures import measure_agreement as over_segments
    from toolkit.agreement.measures import measure_characters as over_characters

    found = _find_coded(study, codes, round_name)
    sides = {m.id: m.sides for m in study.members} if by_side else None
    terms = study.terms[-1]
    unit = unit or terms.unit
    if unit == CHARACTERS:
        return over_characters(
            {text.id: len(text.text) for text in found.texts},
            found.codings,
            found.readers,
            codes=found.codes,
            complete=complete,
            sides=sides,
            code_names=found.names,
            floor=terms.floor,
        )
    return over_segments(
        segments_of(found.texts, Unit(unit)),
        found.codings,
        found.readers,
        codes=found.codes,
        complete=complete,
        sides=sides,
        code_names=found.names,
        floor=terms.floor,
    )


def measure_pairs(
    study: Study,
    *,
    codes: Collection[str] | None = None,
    round_name: str | None = None,
    unit: Count | None = None,
) -> tuple[PairAgreement, ...]:
    """Cohen's kappa of each two readers on each code, under their pen-names.

    Args:
        study, codes, round_name: As for `measure_agreement`.
        unit: Turn, sentence or "characters"; without it, characters.

    Raises:
        NotAllowed: The team works reflexively; or it set a floor, and this table points at
            single people.
        NotFound: There is no such code, or no revealed round of that name.
    """
    from toolkit.agreement.characters import read_characters
    from toolkit.agreement.pairs import measure_pairs as over_pairs
    from toolkit.agreement.units import read_units

    found = _find_coded(study, codes, round_name)
    if study.terms[-1].floor > 1:
        raise NotAllowed(
            "W193",
            "This team set a floor, so that no table points at one person, and a table of pairs "
            "does. See the figures without it: toolkit agreement FOLDER --by-side",
        )
    if unit in (None, CHARACTERS):
        lengths = {text.id: len(text.text) for text in found.texts}
        coded = read_characters(lengths, found.codings, found.readers)
    else:
        segments = segments_of(found.texts, Unit(str(unit)))
        coded = read_units(segments, found.codings, found.readers)
    names = Names.of(study)
    return tuple(
        replace(pair, coders=tuple(sorted(map(names.member, pair.coders))))
        for pair in over_pairs(coded, found.codes, found.names)
    )


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts that add up.

    Attributes:
        columns: What is counted apart; the last is their total.
        rows: Each row's name, and its counts; the last row is the total of the others.
        note: Why rows are hidden, in words; empty where none is.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of the differences.

    Attributes:
        settled: How the differences of each kind stand.
        moved: What became of each side's readers in the settled ones.
        codes: What became of the codes that each side's readers had given there.
    """

    settled: CountTable
    moved: CountTable
    codes: CountTable


@dataclass(frozen=True, slots=True)
class FiguresOverview:
    """What the page of figures shows before anything is worked out.

    Attributes:
        is_reflexive: The team agreed to have no coefficients.
        unit: The unit of its terms.
        has_codings: Whether anything is revealed.
        outcomes: Counts of what came of the differences.
        log_head: Changes with whatever is done in the project.
    """

    is_reflexive: bool
    unit: Unit
    has_codings: bool
    outcomes: Outcomes
    log_head: str


def open_figures(project: Project) -> FiguresOverview:
    """How the study stands, in counts."""
    study = load_study(project)
    terms = study.terms[-1]
    return FiguresOverview(
        terms.method is Method.REFLEXIVE,
        terms.unit,
        bool(study.codings),
        count_outcomes(study),
        study.log_head,
    )


def work_out_figures(project: Project, *, unit: Count) -> tuple[Coefficient, ...]:
    """The coefficients of all that is revealed, by side as well.

    Raises:
        NotAllowed: The team works reflexively, and agreed to have no coefficients.
    """
    return measure_agreement(load_study(project), by_side=True, unit=unit)


def count_outcomes(study: Study) -> Outcomes:
    """Who moved, whose codes lasted, and how differences were settled; no coefficients.

    By side, as far as the team's floor allows; what it hides is said in the table's note.
    """
    from toolkit.analysis import outcomes

    names = Names.of(study)
    told = (study.decisions, study.differences, study.codings, names)
    moves = outcomes.who_moved(*told)
    note = explain_floor(moves["coder_id"], names, study.terms[-1].floor)
    taken = outcomes.count_codes_taken(outcomes.codes_taken(*told))
    return Outcomes(
        _count_table(outcomes.how_settled(study), STATE_NAMES),
        _count_table(outcomes.count_moves(moves), MOVE_NAMES, note),
        _count_table(taken, FATE_NAMES, note),
    )


def _count_table(counts: pd.DataFrame, columns: Mapping[str, str], note: str = "") -> CountTable:
    shown = counts[counts["total"] > 0].iloc[: 0 if note else None]
    rows = [(str(index), row.tolist()) for index, row in shown.iterrows()]
    rows.append(("all", counts.sum().tolist()))
    return CountTable(
        (*columns.values(), "all"),
        tuple((GROUP_NAMES.get(name, name).capitalize(), tuple(row)) for name, row in rows),
        note,
    )


@dataclass(frozen=True, slots=True)
class _Coded:
    """What is to be compared: revealed codings, who sealed which text, and what codes are called.

    Attributes:
        codes: The ids of the codes that were asked for; None for all.
    """

    texts: tuple[Transcript, ...]
    codings: tuple[Coding, ...]
    readers: Mapping[str, frozenset[str]]
    names: Mapping[str, str]
    codes: list[str] | None


def _find_coded(study: Study, codes: Collection[str] | None, round_name: str | None) -> _Coded:
    if study.terms[-1].method is Method.REFLEXIVE:
        raise NotAllowed(
            "W190",
            "This team works reflexively: it agreed to have no coefficients. See where it reads "
            "differently with: toolkit differences FOLDER",
        )
    rounds = _rounds(study, round_name)
    round_ids = {found.id for found in rounds}
    readers = readers_of(rounds)
    names = category_names(study)
    return _Coded(
        tuple(text for text in study.transcripts if text.id in readers),
        tuple(coding for coding in study.codings if coding.round_id in round_ids),
        readers,
        names,
        None if codes is None else _code_ids(names, codes),
    )


def readers_of(rounds: Iterable[CodingRound]) -> Mapping[str, frozenset[str]]:
    """The coders who sealed each transcript in any of the rounds."""
    readers: dict[str, frozenset[str]] = defaultdict(frozenset)
    for found in rounds:
        for assignment in found.assignments:
            sealed = found.readers_of(assignment.transcript_id)
            readers[assignment.transcript_id] |= sealed
    return readers


def segments_of(texts: Iterable[Transcript], unit: Unit) -> tuple[Segment, ...]:
    """The turns or the sentences of some transcripts."""
    if unit is Unit.TURN:
        return tuple(segment for text in texts for segment in segment_by_turn(text))
    from toolkit.suggestion.sentences import segment_by_sentence

    return tuple(segment for text in texts for segment in segment_by_sentence(text))


def category_names(study: Study) -> dict[str, str]:
    """What each code is called now, by id; a retired code keeps the last name it had."""
    own = {code.id: code.name for code in study.own_codes}
    return own | {code.id: code.name for book in study.codebooks for code in book.codes}


def _rounds(study: Study, name: str | None) -> tuple[CodingRound, ...]:
    found = tuple(r for r in study.revealed_rounds if name is None or r.name == name)
    if name is not None and not found:
        raise NotFound(
            "W191",
            "No revealed round has this name. See the rounds: toolkit round list FOLDER",
        )
    return found


def _code_ids(names: Mapping[str, str], wanted: Collection[str]) -> list[str]:
    by_name = {name: code_id for code_id, name in names.items()} | {i: i for i in names}
    if set(wanted) - set(by_name):
        raise NotFound(
            "W192",
            f"{len(set(wanted) - set(by_name))} of the codes named are not in the codebook. "
            "See the codes: toolkit codebook show FOLDER",
        )
    return [by_name[name] for name in wanted]
