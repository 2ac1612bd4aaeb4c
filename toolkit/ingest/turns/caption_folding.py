"""Caption lines folded into turns, once it is known who speaks which."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.ingest.source import Line, count_cut_words
from toolkit.ingest.turns.folding import Folding, Stretch
from toolkit.ingest.turns.labels import Labels
from toolkit.ingest.turns.marks import Marks


def fold_captions(lines: Sequence[Line], marks: Marks, labels: Labels) -> Folding:
    """Turns out of caption lines: cues of one known speaker in a row are one turn.

    A cue without a name stays a turn of its own, for it may be anybody's. In a table each label
    begins a turn, as it does in a text.
    """
    folding = Folding()
    turn: Stretch | None = None
    for index, line in enumerate(lines):
        text, mark = line.text, marks.get(index)
        speaker, labelled = line.voice or None, line.voice is not None
        if mark is not None and mark.label in labels.speaker_of:
            speaker, labelled = labels.speaker_of[mark.label], True
            folding.left_out["label"] += count_cut_words(text, 0, mark.end)
            text = text[mark.end :]
        same_cue = not line.opens and not labelled
        goes_on = turn is not None and speaker is not None and turn.speaker == speaker
        same_speaker = goes_on and line.cell is None
        if turn is None or not (same_cue or same_speaker):
            turn = Stretch(speaker, [], line.place, labelled)
            folding.turns.append(turn)
        if text.strip():
            turn.lines.append(" ".join(text.split()))
    folding.silent = [turn.place for turn in folding.turns if not turn.lines]
    folding.turns = [turn for turn in folding.turns if turn.lines]
    return folding
