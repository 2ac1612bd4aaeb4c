"""Agreement over what has been revealed, in the unit that the team chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from toolkit.agreement.coefficient import Coefficient
from toolkit.errors import NotAllowed, NotFound
from toolkit.model.round import CodingRound
from toolkit.model.study import Study
from toolkit.model.team import Method
from toolkit.model.transcript import Segment, Transcript, Unit, segment_by_turn


def measure_agreement(
    study: Study,
    *,
    codes: Collection[str] | None = None,
    complete: bool = False,
    by_side: bool = False,
    round_name: str | None = None,
    unit: Unit | None = None,
) -> tuple[Coefficient, ...]:
    """The coefficients of all revealed rounds together, or of one: overall, then code by code.

    Args:
        study: What everybody may see of a project, from `load_study`.
        codes: Ids or names; only units that bear one of these codes, and only these counted.
        complete: Only units that every coder coded.
        by_side: Within each side and between the sides as well.
        round_name: One round instead of all.
        unit: Turn or sentence; without it the unit of the team's terms.

    Raises:
        NotAllowed: The team works reflexively, and agreed to have no coefficients.
        NotFound: There is no such code, or no revealed round of that name.
    """
    from toolkit.agreement.measures import measure_agreement as measure

    terms = study.terms[-1]
    if terms.method is Method.REFLEXIVE:
        raise NotAllowed(
            "W190",
            "This team works reflexively: it agreed to have no coefficients. See where it reads "
            "differently with: toolkit differences FOLDER",
        )
    rounds = _rounds(study, round_name)
    round_ids = {found.id for found in rounds}
    readers = readers_of(rounds)
    texts = [text for text in study.transcripts if text.id in readers]
    names = category_names(study)
    return measure(
        segments_of(texts, unit or terms.unit),
        [coding for coding in study.codings if coding.round_id in round_ids],
        readers,
        codes=None if codes is None else _code_ids(names, codes),
        complete=complete,
        sides={m.id: m.sides for m in study.members} if by_side else None,
        code_names=names,
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
            "See the codes: toolkit codebook FOLDER",
        )
    return [by_name[name] for name in wanted]
