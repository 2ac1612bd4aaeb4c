"""A draft as its checkers settled it, and the log of what was done, which holds no word of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model.study import Clearing, Redaction
from toolkit.model.transcript import Speaker, Transcript, Turn, replace_spans
from toolkit.storage.drafts import NAME, SPEAKER, TEXT, Draft, DraftFinding


def redact(draft: Draft, clearing: Clearing | None = None) -> tuple[Transcript, list[Redaction]]:
    """The transcript with what was settled, and a row of the log for each settled finding.

    Args:
        draft: Stays as it is. Findings that nobody has settled stay in the text.
        clearing: The one that the log belongs to; without it there is no log.
    """
    text = replace_spans(
        draft.transcript,
        [(f.start, f.end, f.replacement) for f in _in_part(draft, TEXT) if f.replacement],
    )
    text = _with_labels(text, [_words_of_part(draft, part) for part in draft.parts[1:-1]])
    text = replace(text, name=_words_of_part(draft, NAME))
    return text, _log(draft, text, clearing) if clearing else []


def _in_part(draft: Draft, part: str) -> list[DraftFinding]:
    return [one for one in draft.findings if one.part == part]


def _words_of_part(draft: Draft, part: str) -> str:
    words, cursor = [], 0
    whole = draft.words_in(part)
    for one in _in_part(draft, part):
        if one.replacement:
            words += [whole[cursor : one.start], one.replacement]
            cursor = one.end
    return "".join((*words, whole[cursor:]))


def _with_labels(text: Transcript, labels: Sequence[str]) -> Transcript:
    """The transcript with other labels; two speakers with one label from now on are one."""
    if labels == [speaker.label for speaker in text.speakers]:
        return text
    new = {one.label: label for one, label in zip(text.speakers, labels, strict=True)}
    roles = {new[one.label]: one.role for one in reversed(text.speakers)}
    return replace(
        text,
        speakers=tuple(Speaker(label, roles[label]) for label in dict.fromkeys(labels)),
        turns=tuple(
            replace(turn, speaker=turn.speaker and new[turn.speaker]) for turn in text.turns
        ),
        interjections=tuple(
            replace(each, speaker=each.speaker and new[each.speaker]) for each in text.interjections
        ),
    )


def _log(draft: Draft, text: Transcript, clearing: Clearing) -> list[Redaction]:
    rows: list[Redaction] = []
    shift: dict[str, int] = {}
    for found in draft.findings:
        if found.choice is None or found.settled_by is None:
            continue
        instead = found.replacement or ""
        start = found.start + shift.get(found.part, 0)
        end = start + len(instead) if instead else start + found.end - found.start
        shift[found.part] = end - found.end
        rows.append(
            Redaction(
                transcript_id=clearing.transcript_id,
                version=clearing.version,
                position=len(rows),
                part=SPEAKER.strip() if found.part.startswith(SPEAKER) else found.part,
                turn=_turn_at(text.turns, start) if found.part == TEXT else None,
                start=start,
                end=end,
                finding_class=found.finding_class,
                kind=found.kind,
                choice=found.choice.value,
                instead=instead,
                settled_by=found.settled_by,
            )
        )
    return rows


def _turn_at(turns: Sequence[Turn], place: int) -> int:
    return next(turn.index for turn in turns if place <= turn.end)
