"""First suggestions: a passage and a code that share words, and which words those are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.model.codebook import Code, Codebook
from toolkit.model.coding import Coding, Suggestion
from toolkit.model.transcript import Segment, Transcript
from toolkit.suggestion.passages import without_interviewers, words_of_segments
from toolkit.suggestion.speech import content_words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MODEL_VERSION = "wording-1"
FLOOR = 0.1
"""The least score that is shown. On the invented study, below it one in ten fits, or fewer."""

_WORDS_NEEDED = 2
_WORDS_SHOWN = 4


def suggest_codes(
    segments: Sequence[Segment],
    transcripts: Sequence[Transcript],
    codebook: Codebook,
    agreed: Sequence[Coding] = (),
    *,
    per_segment: int = 3,
    floor: float = FLOOR,
    skip_interviewers: bool = True,
) -> tuple[Suggestion, ...]:
    """Codes whose meaning, example or agreed quotations share words with a segment.

    A code's meaning counts as much as all of its quotations together. It takes two words that
    name a subject: one is chance. A code that somebody agreed for words of the segment is not
    suggested there again.

    Args:
        segments: What codes are suggested for.
        transcripts: All that the segments are of.
        codebook: The codes, at the version the team works with.
        agreed: Codings to learn from; answers that are no codes, and codes that the codebook
            does not list, teach nothing.
        per_segment: The most codes suggested for one segment.
        floor: The least score that is suggested, in [0, 1].
        skip_interviewers: Suggest nothing for segments that an interviewer spoke.

    Returns:
        Suggestions in the order of the segments, then by score, highest first. The score is
        the cosine of weighed words, in [0, 1]: an order, not a probability. The same input
        gives the same suggestions.

    Raises:
        BadInput: A segment's transcript is not among the given ones.

    Example:
        >>> from toolkit.model.transcript import build_transcript, segment_by_turn
        >>> text = build_transcript("P07", [("R", "Banged up at night, I was alone with it.", "")])
        >>> code = Code("R06", None, "Alone at night", "Nobody behind them in the night.")
        >>> book = Codebook(1, (), (code,), "first", None, "2026-01-05T10:00:00Z")
        >>> suggest_codes(segment_by_turn(text), [text], book)[0].reasons
        ('Shares the words alone and night.',)
    """
    if skip_interviewers:
        segments = without_interviewers(segments, transcripts)
    passages = words_of_segments(segments, transcripts)
    meanings = [_meaning(code) for code in codebook.codes]
    places = {code.id: place for place, code in enumerate(codebook.codes)}
    lessons = [coding for coding in agreed if coding.code_id in places]
    if not any(map(content_words, [*passages, *meanings])):
        return ()

    from sklearn.feature_extraction.text import TfidfVectorizer

    weigher = TfidfVectorizer(analyzer=content_words, sublinear_tf=True)
    quotations = [coding.quotation for coding in lessons]
    weigher.fit([*passages, *meanings, *quotations])
    weighed_passages = weigher.transform(passages)
    weighed_codes = _weigh_codes(
        weigher.transform(meanings),
        weigher.transform(quotations),
        [places[str(coding.code_id)] for coding in lessons],
    )
    vocabulary = weigher.get_feature_names_out()
    ...
