"""What somebody throws in while another speaks: `[interviewee: mhm]` in the middle of a turn.

The words stay where they are, in their brackets, with a speaker of their own; the label with
its colon is taken out. A bracket that names nobody, such as `[laughs]`, stays a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.ingest.source import holds_words
from toolkit.ingest.turns.folding import Folding
from toolkit.ingest.turns.labels import SameSpeaker
from toolkit.ingest.turns.speakers import (
    LONGEST_LABEL,
    LabelKind,
    clean_label,
    identity_of,
    kind_of_label,
    label_key,
    roles_of,
)
from toolkit.model.transcript import Interjection, SpeakerRole, count_words, normalise_text

LONGEST = 400
NO_SIGN = r"[^()\[\]{}<>]"
NOTE = rf"\({NO_SIGN}{{0,80}}\)|\[{NO_SIGN}{{0,80}}\]"
BRACKET = re.compile(
    rf"(?P<opens>[(\[{{<])(?P<label>[^()\[\]{{}}<>:：\n]{{1,{LONGEST_LABEL}}})[:：]"
    rf"(?P<words>(?:{NO_SIGN}|{NOTE}){{1,{LONGEST}}})(?P<closes>[)\]}}>])"
)
PAIRS = frozenset(["()", "[]", "{}", "<>"])
COUNTS_OR_ASKS = frozenset(["question", "answer"])
SHORT = 2


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the file knows: the speaker of each label by its key, and what each of them does."""

    by_key: Mapping[str, str]
    roles: Mapping[str, SpeakerRole]

    def find(self, label: str, speaker: str | None, opens: str) -> tuple[bool, str | None]:
        """Whether a label in a bracket names somebody, and whom; None where nobody can tell.

        By likeness it is never the speaker of the turn: for that the same label has to stand
        there.
        """
        if not label or (len(label) <= SHORT and label.islower()):
            return False, None  # "(a: first, b: second)"
        exact = self.by_key.get(label_key(label))
        if exact is not None:
            return True, exact
        kind = kind_of_label(label)
        if kind is LabelKind.ROLE:
            return self._by_likeness(label, speaker)
        if kind is LabelKind.VOICE and opens == "[":
            return True, label
        return kind is LabelKind.UNKNOWN, None

    def _by_likeness(self, label: str, speaker: str | None) -> tuple[bool, str | None]:
        alike = self._alike(label)
        if not alike:
            is_counted = (identity := identity_of(label)) and identity.word in COUNTS_OR_ASKS
            return not is_counted, None if is_counted else label
        return True, alike[0] if len(alike) == 1 and alike[0] != speaker else None

    def _alike(self, label: str) -> list[str]:
        """The speakers that a label may stand for: by its word, else by its role."""
        identity = identity_of(label)
        if identity is None or identity.word in COUNTS_OR_ASKS:
            return []
        found = {each: identity_of(each) for each in dict.fromkeys(self.by_key.values())}
        same_word = [
            each
            for each, other in found.items()
            if other
            and other.word == identity.word
            and (other.number == identity.number or not (other.number and identity.number))
        ]
        role = roles_of([label]).get(label)
        same_role = [each for each, other in self.roles.items() if role and other is role]
        return same_word or ([] if identity.number else same_role)


def take_interjections(
    folding: Folding,
    roles: Mapping[str, SpeakerRole],
    merged: Iterable[SameSpeaker],
    joint: str,
) -> tuple[tuple[int, Interjection], ...]:
    """What is thrown in, with the number of its turn; the labels leave the turn and are counted.

    Args:
        folding: The turns, which lose those labels.
        roles: What the speakers do.
        merged: Other spellings of their labels.
        joint: What stands between two lines of a turn.

    Returns:
        In order; offsets count in the words of the turn.
    """
    by_key = {label_key(label): each.into for each in merged for label in each.labels}
    speakers = {turn.speaker: None for turn in folding.turns if turn.speaker}
    by_key |= {label_key(speaker): speaker for speaker in speakers}
    known = Known(by_key, roles)
    found: list[tuple[int, Interjection]] = []
    for index, turn in enumerate(folding.turns):
        text = joint.join(turn.lines)
        if ":" not in text and "：" not in text:
            continue
        text = normalise_text(text)
        pieces: list[str] = []
        inside = list(_split(text, pieces, known, turn.speaker))
        if pieces:
            said = "".join(pieces)
            folding.left_out["label"] += count_words(text) - count_words(said)
            turn.lines = [said]
            found += ((index, each) for each in inside)
    return tuple(found)


def roles_thrown_in(
    interjections: Iterable[tuple[int, Interjection]], roles: Mapping[str, SpeakerRole]
) -> dict[str, SpeakerRole]:
    """The roles, with those of speakers who are heard in interjections alone."""
    labels = {each.speaker for _, each in interjections if each.speaker} - roles.keys()
    voices = {label for label in labels if kind_of_label(label) is LabelKind.VOICE}
    return {**roles_of(labels), **dict.fromkeys(voices, SpeakerRole.OTHER), **roles}


def _split(
    text: str, pieces: list[str], known: Known, speaker: str | None
) -> Iterator[Interjection]:
    """What is thrown in; the text without the labels goes into the pieces, if any has one."""
    cursor = length = 0
    for bracket in BRACKET.finditer(text):
        words = bracket["words"]
        if bracket["opens"] + bracket["closes"] not in PAIRS or not holds_words(words):
            continue
        names, whose = known.find(clean_label(bracket["label"]), speaker, bracket["opens"])
        if not names:
            continue
        before = text[cursor : bracket.start("label")]
        behind = words.lstrip() + bracket["closes"]
        pieces += (before, behind)
        length += len(before) + len(behind)
        cursor = bracket.end()
        if whose is None or whose != speaker:
            yield Interjection(length - len(behind) - 1, length, whose)
    if pieces:
        pieces.append(text[cursor:])
