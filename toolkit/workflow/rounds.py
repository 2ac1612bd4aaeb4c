"""Open a round, seal one's work, reveal. Until the reveal nothing tells what others did."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from toolkit.errors import BadInput, NotAllowed, NotFound, StillSealed, WrongState
from toolkit.model.coding import Coding
from toolkit.model.round import Assignment, CodingRound, RoundState, Seal
from toolkit.model.team import Member, Role, Side
from toolkit.model.transcript import Excerpt, Transcript, new_id
from toolkit.storage import audit, codebooks, codings, members, rounds, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor, require_member
from toolkit.workflow.deciding import tidy_words
from toolkit.workflow.proposing import propose_own_codes
from toolkit.workflow.team import tidy_name


@dataclass(frozen=True, slots=True)
class Gap:
    """A transcript, and whether it lacks readers: fewer than two, or none from a side."""

    transcript: str
    readers: int
    sides_missing: tuple[Side, ...]

    @property
    def is_one(self) -> bool:
        """Whether anything is lacking."""
        return self.readers < 2 or bool(self.sides_missing)


def open_round(
    project: Project,
    name: str,
    *,
    by: str | None = None,
    readers: Mapping[str, Collection[str]] | None = None,
    shuffled: bool = False,
) -> tuple[CodingRound, tuple[Gap, ...]]:
    """A new round, in which each coder codes alone until they seal.

    Args:
        name: What people call it, such as `"Round 1"`.
        by: The facilitator who opens it; None from the terminal.
        readers: The pen-names of the coders of each transcript, by transcript name. Without it
            every coder reads every cleared transcript.
        shuffled: Show each coder the transcripts in an order of their own, which stays the same.

    Returns:
        The round, and where a transcript lacks a second reader or a reader from one side.

    Raises:
        BadInput: The name is taken, there is no codebook, no coder or no cleared transcript.
        NotFound: A transcript or coder of that name is not here.
    """
    name = tidy_words(tidy_name(name))
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        if not name or any(r.name == name for r in rounds.list_rounds(tx)):
            raise BadInput("W130", "A round needs a name that no other round has.")
        versions = codebooks.list_codebooks(tx)
        if not versions:
            raise BadInput(
                "W131",
                "There is no codebook yet. Bring one in first, on the page Codebook; at the "
                "terminal: toolkit codebook import FOLDER FILE.csv",
            )
        assignments, gaps = _assign(tx, readers)
        made = CodingRound(
            id=new_id(),
            name=name,
            state=RoundState.OPEN,
            imported=False,
            codebook_version=versions[-1].version,
            assignments=assignments,
            seals=(),
            opened_at=now(),
            is_shuffled=shuffled,
        )
        keep_round(tx, made, actor)
    return made, gaps


def keep_round(tx: Transaction, made: CodingRound, actor: str | None) -> None:
    """Keep a round that has just been opened, and write it into the log."""
    rounds.add_round(tx, made)
    audit.record(
        tx,
        actor,
        "round.opened",
        {
            "round": made.id,
            "codebook_version": made.codebook_version,
            "transcripts": sorted({a.transcript_id for a in made.assignments}),
            "coders": sorted({a.coder_id for a in made.assignments}),
        },
    )


def order_for(
    tx: Transaction, found: CodingRound, coder_id: str, texts: Iterable[Transcript]
) -> tuple[Transcript, ...]:
    """The transcripts of a round in the order in which one coder is shown them.

    In a shuffled round it is their own and always the same. It follows from the project's key, so
    that nobody can work out another one's.
    """
    if not found.is_shuffled:
        return tuple(texts)
    order = {
        text.id: audit.digest(tx, f"order {found.id} {coder_id} {text.id}".encode())
        for text in texts
    }
    return tuple(sorted(texts, key=lambda text: order[text.id]))


def find_coverage(project: Project) -> tuple[Gap, ...]:
    """Each cleared transcript with how many were asked to read it so far, and what it lacks.

    All rounds count but those for practice.
    """
    with project.reading() as tx:
        team = {member.id: member for member in members.list_members(tx)}
        asked: dict[str, set[str]] = defaultdict(set)
        for found in rounds.list_rounds(tx):
            for a in () if found.is_practice else found.assignments:
                asked[a.transcript_id].add(a.coder_id)
        names = transcripts.find_names(tx)
        to_practise = transcripts.list_practice(tx)
    return tuple(
        _gap(name, [team[coder] for coder in asked[text_id]])
        for text_id, name in names.items()
        if text_id not in to_practise
    )


def _gap(name: str, people: Collection[Member]) -> Gap:
    missing = tuple(side for side in Side if not any(side in p.sides for p in people))
    return Gap(name, len(people), missing)


def find_gaps(project: Project, readers: Mapping[str, Collection[str]]) -> tuple[Gap, ...]:
    """Where a transcript would lack a second reader or a reader from one side; nothing is kept.

    Args:
        readers: As `open_round` takes them.

    Raises:
        BadInput: Nobody would read anything.
        NotFound: A transcript or coder of that name is not here.
    """
    with project.reading() as tx:
        return _assign(tx, readers)[1]


def _assign(
    tx: Transaction, readers: Mapping[str, Collection[str]] | None
) -> tuple[tuple[Assignment, ...], tuple[Gap, ...]]:
    to_practise = transcripts.list_practice(tx)
    texts = {t.name: t for t in transcripts.list_transcripts(tx) if t.id not in to_practise}
    coders = {m.pen_name: m for m in members.list_members(tx) if Role.CODER in m.roles}
    wanted = readers if readers is not None else dict.fromkeys(texts, tuple(coders))
    if not wanted or not any(wanted.values()):
        raise BadInput(
            "W132",
            "A round needs at least one cleared transcript and one coder. Clear transcripts on "
            "the page Transcripts and add coders on the page Team; at the terminal: toolkit clear "
            "and toolkit member add.",
        )
    if set(wanted) - set(texts) or {n for names in wanted.values() for n in names} - set(coders):
        raise NotFound(
            "W133",
            "A transcript that was named is not here or not cleared, or a person who was named "
            "is no coder. Look at the pages Transcripts and Team; at the terminal: toolkit "
            "status FOLDER",
        )
    assignments: list[Assignment] = []
    gaps: list[Gap] = []
    for name in sorted(wanted):
        people = [coders[pen_name] for pen_name in sorted(set(wanted[name]))]
        assignments += [Assignment(texts[name].id, texts[name].version, p.id) for p in people]
        gap = _gap(name, people)
        if gap.is_one:
            gaps.append(gap)
    return tuple(assignments), tuple(gaps)


def find_round(tx: Transaction, name: str | None) -> CodingRound:
    """The round of that name; without a name the one that is open, or the only one there is.

    Raises:
        NotFound: There is none, or several and none was named.
    """
    found = rounds.list_rounds(tx)
    if name is not None:
        fits = [r for r in found if r.name == name]
    else:
        fits = [r for r in found if not r.is_revealed] or list(found)
    if not found:
        raise NotFound(
            "W129",
            "No round of coding has been opened yet. A facilitator opens one on the page Team; at "
            "the terminal: toolkit round open FOLDER NAME",
        )
    if len(fits) != 1:
        raise NotFound(
            "W134",
            f"{len(fits)} rounds fit, of the {len(found)} of this project. Choose one on the page "
            "Read and code; at the terminal name it with --round NAME (toolkit status FOLDER "
            "lists them).",
        )
    return fits[0]


def find_round_by_id(tx: Transaction, round_id: str) -> CodingRound:
    """The round with this id, which is known to be there."""
    return next(r for r in rounds.list_rounds(tx) if r.id == round_id)


def require_assignment(
    tx: Transaction, found: CodingRound, transcript_name: str, coder: Member
) -> Transcript:
    """The text that a coder reads in a round.

    Raises:
        NotFound: No cleared transcript has this name.
        NotAllowed: They are not asked to read it in this round.
    """
    texts = transcripts.list_transcripts(tx, [transcript_name])
    if not texts:
        raise _no_such_text()
    _require_asked(found, texts[0].id, transcript_name, coder)
    return texts[0]


def require_excerpt(
    tx: Transaction, found: CodingRound, transcript_name: str, coder: Member, span: tuple[int, int]
) -> Excerpt:
    """What stands at a span of a text that a coder reads in a round; errors as above."""
    excerpt = transcripts.read_excerpt(tx, transcript_name, *span)
    if excerpt is None:
        raise _no_such_text()
    _require_asked(found, excerpt.transcript_id, transcript_name, coder)
    return excerpt


def _no_such_text() -> NotFound:
    return NotFound(
        "W135",
        "No cleared transcript has this name. Nobody codes a text before two people have "
        "cleared it.",
    )


def _require_asked(
    found: CodingRound, transcript_id: str, transcript_name: str, coder: Member
) -> None:
    if any((a.transcript_id, a.coder_id) == (transcript_id, coder.id) for a in found.assignments):
        return
    raise NotAllowed(
        "W136",
        "You are not asked to read this transcript in this round. Ask a facilitator if you "
        "think you should be.",
        where=f"transcript {transcript_name}",
    )


def digest_codings(
    tx: Transaction, round_id: str, transcript_id: str, coder_id: str, sealed: Iterable[Coding]
) -> str:
    """The keyed hash of what one coder sealed in one transcript, in an order of its own.

    Codings made after the seal are outside it. Whose seal it is on what goes in as well: two seals
    on nothing would be the same otherwise, and tell that there is nothing under them.
    """
    rows = sorted(
        [c.id, c.transcript_version, c.start, c.end, c.quotation, c.category, c.codebook_version]
        for c in sealed
        if not c.after_seal
    )
    content = [round_id, transcript_id, coder_id, rows]
    return audit.digest(tx, json.dumps(content, ensure_ascii=False).encode())


def seal(
    project: Project, *, by: str, transcript: str | None = None, round_name: str | None = None
) -> tuple[Seal, ...]:
    """The coder's seal on a transcript, or on all they have not sealed yet.

    A transcript without a code is sealed as well: no code then means that none was seen.

    Raises:
        WrongState: It is sealed already, or the round has been revealed.
    """
    with project.transaction() as tx:
        coder = require_member(tx, by, Role.CODER)
        found = find_round(tx, round_name)
        open_ids = {a.transcript_id for a in found.unsealed() if a.coder_id == coder.id}
        if transcript is not None:
            open_ids &= {require_assignment(tx, found, transcript, coder).id}
        if found.is_revealed or not open_ids:
            raise WrongState(
                "W137",
                "There is nothing left for this coder to seal here: it is sealed already, or the "
                "round has been revealed.",
            )
        made_at = now()
        seals: list[Seal] = []
        for transcript_id in sorted(open_ids):
            own = codings.list_codings(
                tx, [found.id], coder_id=coder.id, transcript_id=transcript_id
            )
            standing = _require_placed(tx, found, transcript_id, coder, own)
            whose = (found.id, transcript_id, coder.id)
            made = Seal(*whose, digest_codings(tx, *whose, standing), made_at)
            rounds.add_seals(tx, (made,))
            audit.record(
                tx,
                coder.id,
                "transcript.sealed",
                {
                    "round": found.id,
                    "transcript": transcript_id,
                    "digest": made.digest,
                    "own_log": audit.last_hash(tx, audit.chain_of(found.id, coder.id)),
                },
            )
            seals.append(made)
    return tuple(seals)


def _require_placed(
    tx: Transaction, found: CodingRound, transcript_id: str, coder: Member, own: Iterable[Coding]
) -> tuple[Coding, ...]:
    """The coder's codings in the text as it is now, when none waits for them since a correction."""
    version = found.version_for(transcript_id, coder.id)
    gone = codings.list_let_go(tx)
    left = [c for c in own if c.transcript_version < version and c.id not in gone]
    if left:
        raise WrongState(
            "W230",
            f"The text was corrected, and {len(left)} of your codings could not move with it. Open "
            "the transcript, say where each belongs now or let it go, and then seal "
            "(toolkit left-behind FOLDER --as NAME).",
            where=f"transcript {transcripts.find_names(tx)[transcript_id]}",
        )
    return tuple(c for c in own if c.transcript_version == version)


def reveal(
    project: Project, *, by: str | None = None, round_name: str | None = None, reason: str = ""
) -> CodingRound:
    """The round, now open to the whole team; codes of one's own that were used are proposed to it.

    Args:
        by: The facilitator who reveals it; None from the terminal.
        reason: Needed where somebody has not sealed; the report carries it.

    Raises:
        StillSealed: Somebody has not sealed, and no reason was given.
        WrongState: It has been revealed already.
    """
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        found = find_round(tx, round_name)
        if found.is_revealed:
            raise WrongState("W138", "This round has been revealed already.")
        left = found.unsealed()
        if left and not reason.strip():
            raise StillSealed(
                "W139",
                f"{len({a.coder_id for a in left})} of "
                f"{len({a.coder_id for a in found.assignments})} coders have not sealed yet. "
                "Wait for them, or give a reason (at the terminal with --reason). The report will "
                "carry it, and what was not sealed stays out.",
            )
        rounds.reveal(tx, found.id, now(), tidy_words(reason) if left else "")
        audit.record(tx, actor, "round.revealed", {"round": found.id, "unsealed": len(left)})
        propose_own_codes(tx, found)
        return find_round_by_id(tx, found.id)


def list_rounds(project: Project) -> tuple[CodingRound, ...]:
    """Every round with who was asked and who has sealed: all there is to know before a reveal."""
    with project.reading() as tx:
        return rounds.list_rounds(tx)
