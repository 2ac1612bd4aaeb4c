"""What each speaker does in an interview: by the label, else by how they talk if that is plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.errors import Problem
from toolkit.ingest.turns.folding import Stretch
from toolkit.ingest.turns.speakers import LabelKind, kind_of_label, roles_of
from toolkit.model.transcript import SpeakerRole, count_words

FEWEST_TURNS = 6
MOST_QUESTIONS, ASKS_OFTEN, FEW_WORDS = 0.75, 0.4, 0.4
FEW_TURNS, A_FEW_TURNS = 0.05, 3
MAIN, ASIDE = 0.6, 0.1


@dataclass(slots=True)
class Share:
    """How much somebody says.

    Attributes:
        turns, words: How many of each.
        questions: Turns that hold a question mark.
    """

    turns: int = 0
    words: int = 0
    questions: int = 0


def find_roles(turns: Sequence[Stretch]) -> tuple[dict[str, SpeakerRole], tuple[Problem, ...]]:
    """The role of each speaker that has a plain one, and what was found without a word for it.

    A label that says what its speaker does counts first. Of two people who talk in turns, the
    other one's role follows. Where neither label says anything, the interviewer is the one
    who opens, asks most of the questions and says much less. Third voices are others.

    Example:
        >>> said = [Stretch("Tom", ["Right?"], ""), Stretch("Interviewer", ["Yes?"], "")]
        >>> {label: role.value for label, role in find_roles(said)[0].items()}
        {'Interviewer': 'interviewer', 'Tom': 'participant'}
    """
    labels = {turn.speaker: None for turn in turns if turn.speaker is not None}
    roles = roles_of(labels)
    if labels.keys() <= roles.keys():
        return roles, ()
    shares = _measure(turns)
    opener = next((turn.speaker for turn in turns if turn.speaker is not None), None)
    found = _by_behaviour(shares, opener) if not roles else _by_exclusion(shares, roles)
    roles |= found
    roles |= dict.fromkeys(_third_voices(shares, roles), SpeakerRole.OTHER)
    return roles, _notices(found)


def _measure(turns: Sequence[Stretch]) -> dict[str, Share]:
    shares: dict[str, Share] = {}
    for turn in turns:
        if turn.speaker is not None:
            share = shares.setdefault(turn.speaker, Share())
            share.turns += 1
            share.words += sum(count_words(line) for line in turn.lines)
            share.questions += any("?" in line for line in turn.lines)
    return shares


def _by_exclusion(
    shares: Mapping[str, Share], roles: Mapping[str, SpeakerRole]
) -> dict[str, SpeakerRole]:
    """The role of the one who is left, where one of two is known and little else is said."""
    left = [label for label in shares if label not in roles]
    named = [label for label in left if kind_of_label(label) is not LabelKind.VOICE] or left
    lead = max(named, key=lambda label: shares[label].words, default="")
    said = sum(shares[label].words for label in left)
    if len(roles) != 1 or not lead or shares[lead].words < MAIN * said:
        return {}
    if any(shares[each].words > ASIDE * said for each in named if each != lead):
        return {}
    ((known, role),) = roles.items()
    if role is SpeakerRole.INTERVIEWER:
        return {lead: SpeakerRole.PARTICIPANT}
    return {lead: SpeakerRole.INTERVIEWER} if _asks(shares[lead], shares[known]) else {}


def _by_behaviour(shares: Mapping[str, Share], opener: str | None) -> dict[str, SpeakerRole]:
    """The roles of the two who lead a talk without a word for either, where that is plain."""
    words = sum(share.words for share in shares.values())
    lead = sorted(shares, key=lambda label: -shares[label].turns)[:2]
    if len(lead) < 2 or sum(shares[each].words for each in lead) < (1 - ASIDE) * words:
        return {}
    for asker, answerer in (lead, reversed(lead)):
        if asker == opener and _asks(shares[asker], shares[answerer]):
            return {asker: SpeakerRole.INTERVIEWER, answerer: SpeakerRole.PARTICIPANT}
    return {}


def _asks(asker: Share, answerer: Share) -> bool:
    questions = asker.questions + answerer.questions
    return (
        asker.turns + answerer.turns >= FEWEST_TURNS
        and asker.questions >= max(MOST_QUESTIONS * questions, ASKS_OFTEN * asker.turns)
        and asker.words <= FEW_WORDS * (asker.words + answerer.words)
    )


def _third_voices(shares: Mapping[str, Share], roles: Mapping[str, SpeakerRole]) -> list[str]:
    """Who is neither, beside an interviewer and a participant: voices, and those heard little."""
    if {SpeakerRole.INTERVIEWER, SpeakerRole.PARTICIPANT} - set(roles.values()):
        return []
    turns = sum(share.turns for share in shares.values())
    words = sum(share.words for share in shares.values())
    few = max(A_FEW_TURNS, FEW_TURNS * turns)
    return [
        label
        for label, share in shares.items()
        if label not in roles
        and (
            kind_of_label(label) is LabelKind.VOICE
            or (share.turns <= few and share.words <= ASIDE * words)
        )
    ]


def _notices(found: Mapping[str, SpeakerRole]) -> tuple[Problem, ...]:
    if not found:
        return ()
    counted = Counter(found.values())
    return (
        Problem(
            "I247",
            "",
            f"Roles that no label says, found by who opens, asks and answers: "
            f"{counted[SpeakerRole.INTERVIEWER]} interviewer and "
            f"{counted[SpeakerRole.PARTICIPANT]} participant. Change them where they are wrong.",
        ),
    )
