"""One speaker under several labels: `Interviewer`, then `INT`, then `I`.

Labels become one where the words and the places leave no doubt: they are spellings of one
word, they never stand side by side, and they talk with the same other. Where anything speaks
against that, they stay apart and a person is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from toolkit.errors import Problem
from toolkit.ingest.source import Line
from toolkit.ingest.turns.asides import find_cover
from toolkit.ingest.turns.folding import has_one_side
from toolkit.ingest.turns.labels import Labels, SameSpeaker
from toolkit.ingest.turns.marks import Marks
from toolkit.ingest.turns.speakers import Identity, count_slips, identity_of, label_key, roles_of
from toolkit.model.transcript import SpeakerRole

NOBODY = ""
MOST_SPEAKERS = 40
SMALLEST_STUDY_NUMBER = 5
SHORTEST_NAME = 4
RARE = 0.2
MOST_BESIDE = 0.25
SAME_IN_FULL = frozenset(["participant", "respondent", "interviewee"])


@dataclass(frozen=True, slots=True)
class Talk:
    """Who speaks after whom.

    Attributes:
        turns: How many turns each label has.
        beside: How often each two labels stand side by side, both ways round.
    """

    turns: Counter[str]
    beside: dict[str, Counter[str]]

    def counterpart(self, labels: Sequence[str]) -> str | None:
        """The label that stands beside these most often, itself none of them; or `NOBODY`."""
        near: Counter[str] = Counter()
        for label in labels:
            near.update(self.beside[label])
        return next((label for label, _ in near.most_common() if label not in labels), None)

    def share_beside(self, label: str, other: str) -> float:
        """The share of a label's neighbours that is the other label, 0 to 1."""
        near = self.beside[label]
        return near[other] / max(1, near.total())

    def as_one(self, into: dict[str, str]) -> Talk:
        """The same talk, with labels renamed."""
        turns: Counter[str] = Counter()
        beside: dict[str, Counter[str]] = defaultdict(Counter)
        for label, count in self.turns.items():
            turns[into.get(label, label)] += count
        for label, near in self.beside.items():
            for other, count in near.items():
                beside[into.get(label, label)][into.get(other, other)] += count
        return Talk(turns, beside)


def merge_spellings(lines: Sequence[Line], marks: Marks, labels: Labels) -> Labels:
    """The labels, with the spellings of one speaker's label as one, or proposed as one.

    Args:
        lines: All lines of the file.
        marks: What they begin with.
        labels: Those marks that are labels.

    Returns:
        The same labels; `speaker_of` gives for each the spelling that most turns bear.
    """
    speakers = {speaker for speaker in labels.speaker_of.values() if speaker is not None}
    if not 2 <= len(speakers) <= MOST_SPEAKERS:
        return labels
    if len(speakers) == len(set(roles_of(speakers).values())) == 2:
        return labels  # one asks and the other answers, so neither is a spelling of the other
    talk = _listen(lines, marks, labels)
    into: dict[str, str] = {}
    unsure: list[tuple[str, str]] = []
    for spellings in _families(talk):
        _merge_family(spellings, talk, into, unsure)
    plain = talk.as_one(into)
    _merge_in_full(plain, into)
    plain = talk.as_one(into)
    unsure += _same_role(plain)
    unsure += _alike(plain)
    places = _first_places(lines, marks, labels)
    return replace(
        labels,
        speaker_of={
            printed: speaker and into.get(speaker, speaker)
            for printed, speaker in labels.speaker_of.items()
        },
        merged=tuple(_told_merges(into, talk, places)),
        proposals=tuple(_told_proposals(unsure, into, plain, places)),
    )


def find_drift_doubts(labels: Labels) -> Iterator[Problem]:
    """What a person has to decide about labels that may be one speaker's."""
    if labels.proposals:
        turns = sum(each.turns for each in labels.proposals)
        yield Problem(
            "I245",
            labels.proposals[0].place,
            f"Labels that may be another speaker's in another spelling: {len(labels.proposals)}, "
            f"on {turns} turns. They stayed apart. Say which are the same person.",
        )


def find_drift_notices(labels: Labels) -> Iterator[Problem]:
    """What was read as one without asking."""
    if labels.merged:
        spellings = sum(len(each.labels) for each in labels.merged)
        turns = sum(each.turns for each in labels.merged)
        yield Problem(
            "I246",
            labels.merged[0].place,
            f"Other spellings of a speaker's label that were read as the same speaker: "
            f"{spellings}, on {turns} turns. The report lists them.",
        )


def _listen(lines: Sequence[Line], marks: Marks, labels: Labels) -> Talk:
    """Who speaks after whom, below the cover page."""
    said = list(_speakers_in_order(lines, marks, labels))
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for before, after in pairwise(said):
        if before != after:
            beside[before][after] += 1
            beside[after][before] += 1
    beside.pop(NOBODY, None)
    return Talk(Counter(each for each in said if each != NOBODY), beside)


def _speakers_in_order(lines: Sequence[Line], marks: Marks, labels: Labels) -> Iterator[str]:
    """The label of each turn; where one side alone has labels, a paragraph without is nobody's."""
    cover = find_cover(lines, marks, labels)
    one_side = has_one_side(marks, labels)
    last = cover
    for index, mark in marks.items():
        if index >= cover and mark.label in labels.speaker_of:
            if one_side and index - last > 1:
                yield NOBODY
            yield labels.speaker_of[mark.label] or NOBODY
            last = index


def _families(talk: Talk) -> list[list[str]]:
    """Labels that are spellings of one word with one number, those with most turns first."""
    by_identity: dict[Identity, list[str]] = defaultdict(list)
    numbers: dict[str, set[str]] = defaultdict(set)
    for label, _ in talk.turns.most_common():
        identity = identity_of(label)
        if identity is not None:
            by_identity[identity].append(label)
            numbers[identity.word].add(identity.number)
    for word, given in numbers.items():
        number = next(iter(given - {""}), "")
        if "" in given and len(given) == 2 and _is_study_number(word, number):
            by_identity[Identity(word, number)] += by_identity.pop(Identity(word, ""))
    families = [
        sorted(family, key=lambda each: -talk.turns[each]) for family in by_identity.values()
    ]
    return [family for family in families if len(family) > 1]


def _is_study_number(word: str, number: str) -> bool:
    """Whether a number tells interviews apart; `2` may well tell two people in one apart."""
    return word != "speaker" and number.isdigit() and int(number) >= SMALLEST_STUDY_NUMBER


def _merge_family(
    family: Sequence[str], talk: Talk, into: dict[str, str], unsure: list[tuple[str, str]]
) -> None:
    first, *others = family
    other_side = _role_mates(talk.counterpart(family), talk)
    one = [first]
    for label in others:
        apart = not any(talk.beside[label][each] for each in one)
        if apart and any(talk.beside[label][each] for each in other_side):
            into[label] = first
            one.append(label)
        elif talk.share_beside(label, first) <= 0.5:
            unsure.append((label, first))


def _role_mates(label: str | None, talk: Talk) -> list[str]:
    """A label and the other spellings of it."""
    if label is None:
        return []
    identity = identity_of(label)
    if identity is None:
        return [label]
    known = {each: identity_of(each) for each in talk.turns}
    return [each for each, found in known.items() if found and found.word == identity.word]


def _merge_in_full(talk: Talk, into: dict[str, str]) -> None:
    """`Participant` and `Interviewee` as one, where each talks with the one interviewer alone."""
    roles = roles_of(talk.turns)
    askers = [label for label, role in roles.items() if role is SpeakerRole.INTERVIEWER]
    answering = [label for label in talk.turns if label not in askers]
    identities = [identity_of(label) for label in answering]
    if len(askers) != 1 or len(answering) != 2 or len({*identities}) != 2:
        return
    in_full = all(
        len(label_key(label)) > 1 and identity is not None and identity.word in SAME_IN_FULL
        for label, identity in zip(answering, identities, strict=True)
    )
    numbers = {identity.number for identity in identities if identity}
    if in_full and len(numbers) == 1 and not talk.beside[answering[0]][answering[1]]:
        first, other = sorted(answering, key=lambda each: -talk.turns[each])
        into.update({label: first for label, target in into.items() if target == other})
        into[other] = first


def _same_role(talk: Talk) -> Iterator[tuple[str, str]]:
    """Labels that name one role by two words, and seldom stand side by side."""
    roles = roles_of(talk.turns)
    for role in (SpeakerRole.INTERVIEWER, SpeakerRole.PARTICIPANT):
        labels = [label for label, _ in talk.turns.most_common() if roles.get(label) is role]
        identities = {label: identity_of(label) for label in labels}
        words = {label: each for label, each in identities.items() if each is not None}
        if len({each.number for each in words.values()} - {""}) > 1:
            continue  # a group: several are numbered
        first, *others = words or [""]
        for label in others:
            if talk.share_beside(label, first) <= MOST_BESIDE:
                yield label, first


def _alike(talk: Talk) -> Iterator[tuple[str, str]]:
    """Names that may be a slip of another, its initials or a part of it."""
    names = [label for label, _ in talk.turns.most_common() if identity_of(label) is None]
    for first, other in combinations(names, 2):
        is_rare = talk.turns[other] <= RARE * talk.turns[first]
        if not talk.beside[first][other] and (
            (is_rare and _is_slip(first, other)) or _is_part(first, other) or _is_part(other, first)
        ):
            yield other, first


def _is_slip(first: str, other: str) -> bool:
    one, two = label_key(first), label_key(other)
    shortest = min(len(one), len(two))
    return shortest >= SHORTEST_NAME and one.isalpha() and count_slips(one, two) == 1


def _is_part(whole: str, part: str) -> bool:
    """Whether it is the first word of a longer name, or its initials."""
    words = label_key(whole).split()
    key = label_key(part).replace(".", "").replace(" ", "")
    return len(words) > 1 and key in (words[0], "".join(word[0] for word in words))


def _first_places(lines: Sequence[Line], marks: Marks, labels: Labels) -> dict[str, str]:
    """Where each label stands first."""
    places: dict[str, str] = {}
    for index, mark in marks.items():
        speaker = labels.speaker_of.get(mark.label)
        if speaker is not None:
            places.setdefault(speaker, lines[index].place)
    return places


def _told_merges(into: dict[str, str], talk: Talk, places: dict[str, str]) -> Iterator[SameSpeaker]:
    for first in dict.fromkeys(into.values()):
        labels = tuple(label for label, target in into.items() if target == first)
        turns = sum(talk.turns[label] for label in labels)
        yield SameSpeaker(
            labels,
            first,
            turns,
            places[labels[0]],
            "They mean the same, never stand side by side, and talk with the same other speaker.",
        )


def _told_proposals(
    unsure: Sequence[tuple[str, str]],
    into: dict[str, str],
    talk: Talk,
    places: dict[str, str],
) -> Iterator[SameSpeaker]:
    seen: set[str] = set()
    for label, wanted in unsure:
        first = into.get(wanted, wanted)
        if label in seen or label == first:
            continue
        seen.add(label)
        beside = talk.beside[label][first]
        yield SameSpeaker(
            (label,),
            first,
            talk.turns[label],
            places[label],
            "Both labels may mean the same person. Times they stand side by side: "
            f"{beside}; turns: {talk.turns[label]} and {talk.turns[first]}.",
        )
