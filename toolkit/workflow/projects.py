"""Start a project, open it, and check that it is whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import BadInput, Problem
from toolkit.model.coding import Coding
from toolkit.model.team import Method, Rule, Terms
from toolkit.model.transcript import Unit, check_quotation
from toolkit.storage import audit, codings, drafts, members, rounds, transcripts
from toolkit.storage.database import now
from toolkit.storage.project import (
    DEFAULT_ADDRESS,
    Project,
    create_project,
    open_project_folder,
)
from toolkit.workflow.rounds import digest_codings


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and what did not fit.

    Attributes:
        log_rows: Rows of the project's log. Coders' own logs are checked and not counted, for
            their length would tell how much somebody has coded.
        log_head: The last hash of the project's log.
        transcripts: Cleared transcripts.
        seals: Seals whose codings were worked through again.
        problems: Empty when everything fits together.
    """

    log_rows: int
    log_head: str
    transcripts: int
    seals: int
    problems: tuple[Problem, ...]


def init_project(
    folder: Path,
    title: str,
    *,
    address: str = DEFAULT_ADDRESS,
    method: Method = Method.CODEBOOK,
    rule: Rule = Rule.MAJORITY_EACH_SIDE,
    unit: Unit = Unit.TURN,
) -> Project:
    """A new project with the first version of the team's terms.

    Raises:
        BadInput: There is a project in the folder already, or the title is empty.
    """
    project = create_project(folder, title, address)
    with project.transaction() as tx:
        if not members.list_terms(tx):
            first = Terms(1, method, rule, unit, "The project began.", None, now())
            members.add_terms(tx, first)
            audit.record(tx, None, "project.made", {"method": method, "rule": rule, "unit": unit})
    return project


def open_project(folder: Path) -> Project:
    """The project in a folder.

    Two databases cannot be kept in one act. Should a power cut have come between the one and
    the other, this is where it is put right: a draft whose transcript has been cleared is
    erased, and the mark of a file whose draft was not kept is forgotten.

    Raises:
        NotFound: There is no project in the folder.
        BrokenProject: It cannot be used.
    """
    project = open_project_folder(folder)
    with project.drafts.reading() as waiting, project.reading() as tx:
        draft_ids = set(drafts.list_draft_names(waiting).values())
        cleared = transcripts.list_ids(tx) | transcripts.list_cleared_drafts(tx)
        kept = draft_ids | cleared | {found.id for found in rounds.list_rounds(tx)}
        orphans = set(transcripts.find_sources(tx).values()) - kept
    if draft_ids & cleared:
        with project.drafts.transaction() as waiting:
            drafts.erase_drafts(waiting, draft_ids & cleared)
        project.drafts.forget_erased()
    if orphans:
        with project.transaction() as tx:
            for orphan in sorted(orphans):
                transcripts.remove_sources(tx, orphan)
    return project


def verify(project: Project) -> Check:
    """Whether the database, the log, every quotation and every seal still fit together."""
    problems: list[Problem] = []
    if not project.is_sound():
        problems.append(
            Problem("W101", "database", "The database's file is damaged. Go back to a backup.")
        )
    with project.reading() as tx:
        problems += audit.check_chains(tx)
        texts = {(t.id, t.version): t for t in transcripts.list_versions(tx)}
        seals = 0
        for found in rounds.list_rounds(tx):
            by_reader: dict[tuple[str, int, str], list[Coding]] = defaultdict(list)
            for coding in codings.list_spans(tx, [found.id]):
                version = coding.transcript_version
                by_reader[coding.transcript_id, version, coding.coder_id].append(coding)
                try:
                    check_quotation(
                        texts[coding.transcript_id, version],
                        coding.start,
                        coding.end,
                        coding.quotation,
                    )
                except BadInput as error:
                    problems += error.problems
            for seal in found.seals:
                seals += 1
                version = found.version_for(seal.transcript_id, seal.coder_id)
                sealed = by_reader[seal.transcript_id, version, seal.coder_id]
                whose = (found.id, seal.transcript_id, seal.coder_id)
                if digest_codings(tx, *whose, sealed) != seal.digest:
                    problems.append(
                        Problem(
                            "W102",
                            f"seal of {seal.made_at}, transcript {seal.transcript_id}",
                            "The codings are no longer what was sealed. Compare the project with "
                            "a backup.",
                        )
                    )
        rows, head = audit.count_acts(tx), audit.last_hash(tx)
    return Check(rows, head, len({text.id for text in texts.values()}), seals, tuple(problems))
