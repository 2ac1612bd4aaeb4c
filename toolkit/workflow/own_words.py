"""These are my words: a reader who also speaks in a transcript has a say over quoting them.

Who that is stays with them: no page, table, report or log tells it. The report leaves the words
out, and says only that whoever said them keeps them back.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import NotFound
from toolkit.model.team import Role
from toolkit.storage import transcripts
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What one member says of a speaker.

    Attributes:
        transcript: Its name.
        speaker: The speaker's label.
        may_quote: Whether the report may print these words.
    """

    transcript: str
    speaker: str
    may_quote: bool


def claim_words(
    project: Project, *, by: str, transcript: str, speaker: str, may_quote: bool
) -> None:
    """Say that a speaker's words are one's own, and whether they may be quoted.

    Args:
        by: Who says so.
        transcript: The transcript's name.
        speaker: A speaker's label in it.
        may_quote: Whether the report may print them.

    Raises:
        NotFound: No cleared transcript has this name and speaker.
    """
    with project.transaction() as tx:
        member = require_member(tx, by, Role.CODER, Role.CHECKER, Role.FACILITATOR)
        texts = transcripts.list_transcripts(tx, [transcript])
        if not texts or speaker not in {one.label for one in texts[0].speakers}:
            raise NotFound("W280", "No cleared transcript has this name and this speaker.")
        transcripts.keep_own_words(tx, member.id, texts[0].id, speaker, may_quote=may_quote)


def give_back_words(project: Project, *, by: str, transcript: str, speaker: str) -> None:
    """Say nothing of a speaker any more; where nothing was said, nothing changes."""
    with project.transaction() as tx:
        member = require_member(tx, by)
        texts = transcripts.list_transcripts(tx, [transcript])
        if texts:
            transcripts.drop_own_words(tx, member.id, texts[0].id, speaker)


def list_own_words(project: Project, *, by: str) -> tuple[OwnWords, ...]:
    """What a member has said of speakers; of nobody else."""
    with project.reading() as tx:
        member = require_member(tx, by)
        names = transcripts.find_names(tx)
        return tuple(
            OwnWords(names[text_id], speaker, may_quote)
            for text_id, speaker, may_quote in transcripts.list_own_words(tx, member.id)
        )
