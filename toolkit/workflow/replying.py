"""What a reader says to a suggestion: it fits, something else fits, or it does not fit.

What fits is a coding of the reader's own, made after their seal: outside of agreement and outside
of the seal's hash. It is recorded where all that they code alone is.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import NotFound, WrongState
from toolkit.model.coding import Answer, Coding, Suggestion
from toolkit.model.reading_along import Reply, SuggestionReply
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, Role
from toolkit.model.transcript import Transcript, new_id
from toolkit.storage import audit, codebooks, codings, rounds, suggestions, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.coding import record_alone
from toolkit.workflow.machine import require_machine
from toolkit.workflow.suggesting import sealed_by, still_sealed


def accept_suggestion(project: Project, *, by: str, model: str, number: int) -> Coding:
    """The coding that a reader makes of a suggestion as it stands.

    Args:
        by: A coder who has sealed the transcript.
        model, number: Which suggestion, from `Shown`.

    Raises:
        StillSealed: They have not sealed the transcript.
        NotFound: There is no such suggestion.
        WrongState: They have answered it, the text or the codebook has changed since, or the team
            wants no machine.
    """
    with project.transaction() as tx:
        asked = _require_open(tx, by, model, number)
        one = asked.suggestion
        return _keep_coding(tx, asked, Reply.ACCEPTED, one.code_id, one.start, one.end)


def adjust_suggestion(
    project: Project, *, by: str, model: str, number: int, code: str, quotation: str
) -> Coding:
    """The coding that a reader makes in a suggestion's place.

    Args:
        by, model, number: As for `accept_suggestion`.
        code: The id of a code of the newest codebook.
        quotation: The words that it is for, as they stand in the turns that the suggestion
            touches or in the turn before or after.

    Raises:
        NotFound: The words do not stand there, or stand there more than once.
        As for `accept_suggestion`.
    """
    with project.transaction() as tx:
        asked = _require_open(tx, by, model, number)
        start, end = _place_of(asked.text, asked.suggestion, quotation)
        return _keep_coding(tx, asked, Reply.ADJUSTED, code, start, end)


def reject_suggestion(project: Project, *, by: str, model: str, number: int) -> None:
    """Keep that a suggestion does not fit; models learn from it once the round is revealed.

    Args and errors as for `accept_suggestion`.
    """
    with project.transaction() as tx:
        asked = _require_open(tx, by, model, number)
        suggestions.add_reply(tx, asked.reply(Reply.REJECTED, None))
        _record(tx, asked, "suggestion.rejected")


def take_back_reply(project: Project, *, by: str, model: str, number: int) -> None:
    """Take back what one said to a suggestion, with the coding that came of it.

    Raises:
        NotFound: There is no such suggestion, or they have said nothing to it.
        StillSealed: They have not sealed the transcript.
        WrongState: As for `accept_suggestion`.
    """
    with project.transaction() as tx:
        asked = _require(tx, by, model, number)
        if asked.said is None:
            raise NotFound("W342", "You have not answered this suggestion. Nothing was changed.")
        suggestions.remove_reply(tx, asked.said)
        _record(tx, asked, "suggestion.reply_taken_back")
        kept = codings.find_coding(tx, asked.said.coding_id) if asked.said.coding_id else None
        if kept is not None:
            codings.remove_coding(tx, kept.id)
            record_alone(tx, asked.round, asked.coder, "coding.removed", kept)


def _record(tx: Transaction, asked: _Asked, kind: str) -> None:
    one = asked.suggestion
    facts: dict[str, str | int | list[str] | None] = {
        "transcript": one.transcript_id,
        "start": one.start,
        "end": one.end,
        "code": one.code_id,
        "model": asked.model,
    }
    audit.record(
        tx, asked.coder.id, kind, facts, chain=audit.chain_of(asked.round.id, asked.coder.id)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A suggestion that somebody who may see it answers.

    Attributes:
        round: The last in which they sealed the transcript.
        said: What they said to it before.
    """

    coder: Member
    round: CodingRound
    text: Transcript
    suggestion: Suggestion
    model: str
    said: SuggestionReply | None

    def reply(self, reply: Reply, coding_id: str | None) -> SuggestionReply:
        one = self.suggestion
        return SuggestionReply(
            self.coder.id,
            self.round.id,
            self.model,
            one.transcript_id,
            self.text.version,
            one.start,
            one.end,
            one.code_id,
            reply,
            coding_id,
            now(),
        )


def _require(tx: Transaction, by: str, model: str, number: int) -> _Asked:
    coder = require_member(tx, by, Role.CODER)
    require_machine(tx)
    found = suggestions.find_model(tx, model)
    if found is None or not 0 <= number < len(found.suggestions):
        raise NotFound("W341", "There is no such suggestion any more. Load the page again.")
    one = found.suggestions[number]
    sealed = sealed_by(rounds.list_rounds(tx), coder)
    if one.transcript_id not in sealed:
        raise still_sealed()
    text = _newest(tx, one.transcript_id)
    if text.version != dict(found.texts)[text.id]:
        raise WrongState(
            "W343",
            "This text was corrected after the machine read it. Let the machine read again.",
        )
    mine = {said.key: said for said in suggestions.list_replies(tx, member_id=coder.id)}
    said = mine.get((text.id, text.version, one.start, one.end, one.code_id))
    return _Asked(coder, sealed[text.id], text, one, model, said)


def _require_open(tx: Transaction, by: str, model: str, number: int) -> _Asked:
    asked = _require(tx, by, model, number)
    if asked.said is not None:
        raise WrongState(
            "W344",
            "You have answered this suggestion already, perhaps in another window. Take your "
            "answer back first if you see it otherwise.",
        )
    return asked


def _newest(tx: Transaction, transcript_id: str) -> Transcript:
    return next(text for text in transcripts.list_transcripts(tx) if text.id == transcript_id)


def _keep_coding(
    tx: Transaction, asked: _Asked, reply: Reply, code: str, start: int, end: int
) -> Coding:
    newest = codebooks.list_codebooks(tx)[-1]
    if not codebooks.has_code(tx, newest.version, code):
        raise WrongState(
            "W345",
            "This code is not in the codebook any more. Choose another code, or reject the "
            "suggestion.",
        )
    text = asked.text
    coding = Coding(
        id=new_id(),
        transcript_id=text.id,
        transcript_version=text.version,
        start=start,
        end=end,
        quotation=text.text[start:end],
        answer=Answer.CODE,
        code_id=code,
        codebook_version=newest.version,
        coder_id=asked.coder.id,
        round_id=asked.round.id,
        made_at=now(),
        after_seal=True,
    )
    codings.add_codings(tx, [coding])
    suggestions.add_reply(tx, asked.reply(reply, coding.id))
    record_alone(tx, asked.round, asked.coder, "coding.added", coding)
    return coding


def _place_of(text: Transcript, one: Suggestion, quotation: str) -> tuple[int, int]:
    words = quotation.strip()
    touched = [turn.index for turn in text.turns if turn.start < one.end and one.start < turn.end]
    near = text.turns[max(touched[0] - 1, 0) : touched[-1] + 2]
    first, last = near[0].start, near[-1].end
    # The passage itself counts first, so that words which stand in its neighbours too can be meant.
    for start, end in ((one.start, one.end), (first, last)):
        if words and text.text.count(words, start, end) == 1:
            place = text.text.index(words, start, end)
            return place, place + len(words)
    times = text.text.count(words, first, last) if words else 0
    raise NotFound(
        "W346",
        f"These words stand {times} times in the passage; they must stand there once, just as "
        "they are written there. Copy them from the passage.",
    )
