"""Where revealed codings differ: passages, not codings, because that is what a team talks about."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.model.coding import Answer, Coding
from toolkit.model.decision import Difference, DifferenceKind

# A fixed namespace makes the id of a difference a function of its codings, so that a decision
# finds its difference again whenever and wherever the differences are worked out.
_NAMESPACE = uuid.UUID("6c9a0d2e-54a3-4d0f-9d4a-2f1f4c1f7f0b")


def find_differences(
    codings: Iterable[Coding], readers: Mapping[str, frozenset[str]]
) -> tuple[Difference, ...]:
    """The passages of one revealed round that its readers read differently.

    Codings whose spans overlap, directly or through others, make one passage. It is a difference
    unless every reader of the transcript gave the same codes for the same words there. "Not
    today" is missing data: whoever said so is no reader of the passage. Codings made after
    the seal are left out.

    Args:
        codings: The codings of one revealed round.
        readers: The coder ids that sealed each transcript, by transcript id.

    Returns:
        The differences by transcript id and place.

    Example:
        >>> find_differences([], {})
        ()
    """
    said: dict[str, list[Coding]] = defaultdict(list)
    skipped: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        if not coding.after_seal and coding.coder_id in readers.get(coding.transcript_id, ()):
            kept = skipped if coding.answer is Answer.NOT_TODAY else said
            kept[coding.transcript_id].append(coding)
    return tuple(
        difference
        for transcript_id in sorted(said)
        for passage in _passages(said[transcript_id])
        if (
            difference := _difference(
                passage, readers[transcript_id] - _away(passage, skipped[transcript_id])
            )
        )
        is not None
    )


def _passages(codings: Iterable[Coding]) -> Iterator[list[Coding]]:
    """Groups of codings that overlap, directly or through others, in the order of the text."""
    passage: list[Coding] = []
    end = 0
    for coding in sorted(codings, key=lambda c: (c.start, c.end, c.coder_id, c.category, c.id)):
        if passage and coding.start >= end:
            yield passage
            passage, end = [], 0
        passage.append(coding)
        end = max(end, coding.end)
    if passage:
        yield passage


def _away(passage: Sequence[Coding], skipped: Iterable[Coding]) -> frozenset[str]:
    """Who skipped some of a passage and said nothing else there."""
    start, end = min(c.start for c in passage), max(c.end for c in passage)
    spoke = {c.coder_id for c in passage}
    return frozenset(
        c.coder_id for c in skipped if c.start < end and start < c.end and c.coder_id not in spoke
    )


def _difference(said: Sequence[Coding], readers: frozenset[str]) -> Difference | None:
    kind = _kind_of(said, readers)
    if kind is None:
        return None
    ids = tuple(c.id for c in said)
    first = said[0]
    return Difference(
        id=str(uuid.uuid5(_NAMESPACE, " ".join([first.round_id, *sorted(ids)]))),
        round_id=first.round_id,
        transcript_id=first.transcript_id,
        transcript_version=first.transcript_version,
        start=min(c.start for c in said),
        end=max(c.end for c in said),
        kind=kind,
        coding_ids=ids,
        readers=tuple(sorted(readers)),
    )


def _kind_of(said: Sequence[Coding], readers: frozenset[str]) -> DifferenceKind | None:
    """In which way readers differ; None where they do not. The first that holds is named."""
    if len(readers) < 2:
        return None
    if any(c.answer is Answer.NOT_SURE for c in said):
        return DifferenceKind.NOT_SURE
    spans: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for coding in said:
        spans[coding.coder_id].add((coding.category, coding.start, coding.end))
    if set(spans) != readers:
        return DifferenceKind.ONLY_SOME_SAW_IT
    categories = {frozenset(category for category, _, _ in found) for found in spans.values()}
    if len(categories) > 1:
        return DifferenceKind.DIFFERENT_CODE
    if len({frozenset(found) for found in spans.values()}) > 1:
        return DifferenceKind.DIFFERENT_EXTENT
    return None
