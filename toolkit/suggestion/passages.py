"""The words of segments, and who spoke them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.errors import BadInput
from toolkit.model.transcript import Segment, SpeakerRole, Transcript


def words_of_segments(
    segments: Sequence[Segment], transcripts: Iterable[Transcript]
) -> tuple[str, ...]:
    """The words of each segment, in the same order.

    Raises:
        BadInput: A segment's transcript is not among the given ones.

    Example:
        >>> from toolkit.model.transcript import build_transcript, segment_by_turn
        >>> text = build_transcript("P07", [("I", "All right?", ""), ("R", "Yeah.", "")])
        >>> words_of_segments(segment_by_turn(text), [text])
        ('All right?', 'Yeah.')
    """
    texts = {transcript.id: transcript.text for transcript in transcripts}
    strangers = sum(1 for segment in segments if segment.transcript_id not in texts)
    if strangers:
        raise BadInput(
            "G101",
            f"{strangers} segments are of transcripts that were not handed in. Hand in every "
            "transcript that the segments were made from.",
        )
    return tuple(texts[segment.transcript_id][segment.start : segment.end] for segment in segments)


def without_interviewers(
    segments: Sequence[Segment], transcripts: Iterable[Transcript]
) -> tuple[Segment, ...]:
    """The segments that no interviewer spoke. Where the role is not known, they stay.

    Example:
        >>> from toolkit.model.transcript import build_transcript, segment_by_turn
        >>> spoken = [("I", "All right?", ""), ("R", "Yeah.", "")]
        >>> text = build_transcript("P07", spoken, roles={"I": SpeakerRole.INTERVIEWER})
        >>> [kept.turn for kept in without_interviewers(segment_by_turn(text), [text])]
        [1]
    """
    asked = {
        (transcript.id, turn.index)
        for transcript in transcripts
        for speaker in transcript.speakers
        if speaker.role is SpeakerRole.INTERVIEWER
        for turn in transcript.turns
        if turn.speaker == speaker.label
    }
    return tuple(
        segment for segment in segments if (segment.transcript_id, segment.turn) not in asked
    )
