"""Who speaks, where nothing but the look of the words tells: bold is one person, plain another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from toolkit.ingest.source import Line
from toolkit.ingest.turns.asides import kind_of_aside, may_be_speech
from toolkit.ingest.turns.folding import Folding, Stretch
from toolkit.ingest.turns.marks import ends_as_speech
from toolkit.model.transcript import count_words

PLAIN, BOLD, CAPITALS = "Plain", "Bold", "Capitals"
FEWEST_LINES = 2
LEAST_SHARE = 0.05
FEWEST_TURNS = 4
SHORTEST_SENTENCE = 3


def split_looks(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a bold question and the plain answer behind it on a line of their own."""
    made: list[Line] = []
    for line in lines:
        asked, answer = line.text[: line.bold_end], line.text[line.bold_end :]
        is_asked = asked.endswith("?") or (
            asked.endswith((".", "!")) and count_words(asked) >= SHORTEST_SENTENCE
        )
        if is_asked and answer[:1].isspace() and answer.strip():
            made.append(line._replace(text=asked, bold=True, bold_end=0))
            made.append(line._replace(text=answer, opens=False, bold_end=0))
        else:
            made.append(line)
    return made


def looks_of(lines: Sequence[Line]) -> list[str]:
    """The name of each line's look, one of two or more; empty where all lines look alike.

    Bold counts first. Where it tells nothing, italics, underlining, colour and font do, and then
    words that are all in capitals.
    """
    bold = [BOLD if line.bold else PLAIN for line in lines]
    if _tell_apart(bold, lines):
        return bold
    words = Counter[str]()
    for line in lines:
        words[line.look] += count_words(line.text)
    plain = words.most_common(1)[0][0] if words else ""
    set_otherwise = [_name_of(line.look, plain) for line in lines]
    if _tell_apart(set_otherwise, lines):
        return set_otherwise
    capitals = [CAPITALS if line.text.isupper() else PLAIN for line in lines]
    return capitals if _tell_apart(capitals, lines) else []


def _name_of(look: str, plain: str) -> str:
    """What sets a look apart from the usual one, as a speaker's name."""
    if look == plain:
        return PLAIN
    parts = [part for part in look.split(", ") if part and part not in plain.split(", ")]
    name = ", ".join(parts) or "unlike the others"
    return name[0].upper() + name[1:]


def _tell_apart(looks: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether two looks or more are there to stay, and take turns."""
    counts, words = Counter(looks), Counter[str]()
    for look, line in zip(looks, lines, strict=True):
        words[look] += count_words(line.text)
    lasting = [
        look
        for look, count in counts.items()
        if count >= FEWEST_LINES and words[look] >= LEAST_SHARE * words.total()
    ]
    turns = 1 + sum(1 for one, other in pairwise(looks) if one != other)
    return len(lasting) > 1 and turns >= FEWEST_TURNS


def fold_looks(lines: Sequence[Line], looks: Sequence[str], cover: int) -> Folding:
    """Turns out of looks: lines of one look in a row are one turn.

    A look that stands only once is nobody's.

    Args:
        lines: All lines of the file.
        looks: The name of each line's look.
        cover: How many of the first lines are a cover page.
    """
    folding = Folding()
    counts = Counter(looks)
    turn: Stretch | None = None
    for index, (line, look) in enumerate(zip(lines, looks, strict=True)):
        kind = "cover" if index < cover else _kind_of(line, above=not folding.turns)
        if kind is not None:
            folding.left_out[kind] += count_words(line.text)
            turn = None if kind in ("heading", "title") else turn
            continue
        speaker = look if counts[look] >= FEWEST_LINES else None
        if turn is None or turn.speaker != speaker or speaker is None:
            turn = Stretch(speaker, [], line.place, labelled=speaker is not None)
            folding.turns.append(turn)
        turn.lines.append(line.text.strip())
    return folding


def _kind_of(line: Line, *, above: bool) -> str | None:
    """What a line is that is no speech: above the first turn, short lines that end in no stop."""
    if line.cell is not None and line.cell.part == "fact":
        return "table"
    kind = kind_of_aside(line) if line.cell is None else None
    is_title = above and not may_be_speech(line) and not ends_as_speech(line.text.strip())
    return "heading" if kind is None and is_title else kind
