"""Settle what was found in drafts: keep it, put a pseudonym in its place, or take it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from toolkit.errors import AsksFirst, BadInput, NotFound, WrongState
from toolkit.model.team import Role
from toolkit.model.transcript import normalise_text
from toolkit.review.alignment import line_up
from toolkit.screening.finding import Kind
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.pseudonyms import (
    REMOVED,
    number_pseudonym,
    read_pseudonym,
    split_ending,
    suggest_replacement,
)
from toolkit.storage import audit, drafts, transcripts
from toolkit.storage.database import Transaction
from toolkit.storage.drafts import NAME, TEXT, Draft, DraftFinding, DraftState, Settlement
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.findings import mark_in_draft, touches
from toolkit.workflow.name_key import OpenKey
from toolkit.workflow.study import read_study

Facts = dict[str, str | int | list[str] | None]
MAX_REPLACEMENT = 120


@dataclass(frozen=True, slots=True)
class Settled:
    """What a choice did.

    Attributes:
        replacement: What will stand there; empty where the words stay.
        places: How many findings it settled.
        drafts: In how many drafts.
        opened_again: Drafts that were proposed for clearing and are not any more.
    """

    replacement: str
    places: int
    drafts: int
    opened_again: int


def suggest_for(
    project: Project, *, by: str, transcript: str, finding: int, key: OpenKey | None = None
) -> str:
    """What may stand in the place of a finding, the same all through the project.

    Args:
        by: The checker.
        transcript: The draft's name.
        finding: The finding's number in the draft.
        key: Where it was opened, people and places of texts that are cleared are known too.

    Raises:
        NotFound: There is no such draft or finding.
    """
    with project.drafts.reading() as waiting, project.reading() as tx:
        require_member(tx, by, Role.CHECKER)
        draft, found = _find(waiting, transcript, finding)
        return _Names.of(waiting, tx, key).suggest(draft, found)


def settle_finding(
    project: Project,
    *,
    by: str,
    transcript: str,
    finding: int,
    choice: Settlement,
    replacement: str | None = None,
    seen: DraftFinding | None = None,
    everywhere: bool = False,
    sure: bool = False,
    key: OpenKey | None = None,
) -> Settled:
    """Keep the words of a finding, put others in their place, or take them out.

    Nothing changes in the text before it is cleared, so a choice can be changed until then.
    Where it was proposed to clear the text, the proposal is taken back: it was for another text.

    Args:
        by: The checker.
        transcript: The draft's name.
        finding: The finding's number in the draft.
        replacement: What stands there afterwards; without it a pseudonym, or a word for the
            kind, such as `[phone number]`.
        seen: The finding as the checker saw it, with what was settled then.
        everywhere: Settle all that names the same person or place, in every draft: what was
            found, and where the words stand as they do here.
        sure: Do it, although it asks first.
        key: The key to the names, where it was opened.

    Raises:
        NotFound: There is no such draft or finding.
        BadInput: The replacement is empty, has a line break, or identifies somebody itself.
        WrongState: Another checker has settled it meanwhile.
        AsksFirst: It would make two people one, or change words that are coded.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        draft, found = _find(waiting, transcript, finding)
        _require_unchanged(found, seen, checker.id)
        names = _Names.of(waiting, tx, key)
        words = _words_for(names, draft, found, choice, replacement)
        targets: Targets = [(draft, (found,))]
        if everywhere:
            targets = _mark_everywhere(waiting, draft, found)
        if not sure and choice is not Settlement.KEEP:
            names.ask_about(found.identity, words, [one for _, same in targets for one in same])
            _ask_about_labels(tx, waiting, targets, words)
            _ask_about_codings(tx, targets)
        opened = _keep(waiting, tx, checker.id, targets, choice, words)
    places = sum(len(same) for _, same in targets)
    return Settled(words, places, len(targets), opened)


def unsettle_finding(project: Project, *, by: str, transcript: str, finding: int) -> None:
    """Open a finding again, as if nobody had settled it.

    Raises:
        NotFound: There is no such draft or finding.
        WrongState: Nobody has settled it.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        draft, found = _find(waiting, transcript, finding)
        if found.choice is None:
            raise WrongState("W178", "Nobody has settled this finding, so nothing was undone.")
        _keep(waiting, tx, checker.id, [(draft, (found,))], None, "")


def mark_words(project: Project, *, by: str, transcript: str, words: str, kind: Kind) -> int:
    """How many places of a draft were marked, for a checker who saw what no rule has found.

    Every place where the words stand as whole words is marked, whatever their capitals, and has to
    be settled. What was found inside of them before becomes a part of the new finding.

    Args:
        by: The checker.
        transcript: The draft's name.
        words: As they stand there, on one line.
        kind: What they are.

    Raises:
        NotFound: There is no such draft, or the words stand nowhere in it.
        BadInput: There are no words.
    """
    wanted = normalise_text(words).strip()
    if not wanted or not wanted.isprintable():
        raise BadInput("W180", "Type the words that were not found, as they stand on one line.")
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        draft = _find_draft(waiting, transcript)
        made = mark_in_draft(draft, wanted, kind)
        marked = len(set(made.findings) - set(draft.findings))
        if not marked:
            raise NotFound(
                "W181",
                "These words do not stand in this draft, or all of their places are marked "
                "already. Type them as they stand there.",
            )
        drafts.replace_findings(waiting, made)
        draft_id = draft.transcript.id
        facts: Facts = {"transcript": draft_id, "places": marked}
        audit.record(tx, checker.id, "finding.marked", facts)
        take_back(waiting, tx, checker.id, draft)
    return marked


def take_back(waiting: Transaction, tx: Transaction, checker_id: str | None, draft: Draft) -> bool:
    """Whether there was a proposal to clear a draft; it is forgotten, and the log tells of it."""
    if draft.proposal is None:
        return False
    drafts.remove_proposal(waiting, draft.transcript.id)
    audit.record(tx, checker_id, "clearing.taken_back", {"transcript": draft.transcript.id})
    return True


# --- What is settled ----------------------------------------------------------------------------


def _find_draft(waiting: Transaction, name: str) -> Draft:
    found = drafts.list_drafts(waiting, [name])
    if not found:
        raise _no_finding()
    return found[0]


def _find(waiting: Transaction, name: str, finding: int) -> tuple[Draft, DraftFinding]:
    draft = _find_draft(waiting, name)
    for one in draft.findings:
        if one.position == finding:
            return draft, one
    raise _no_finding()


def _no_finding() -> NotFound:
    return NotFound(
        "W160",
        "No draft has this name and finding now; it may have been cleared or erased in the "
        "meantime. Look at the list of drafts again (toolkit screen FOLDER).",
    )


def _require_unchanged(found: DraftFinding, seen: DraftFinding | None, checker_id: str) -> None:
    """Whoever changes another's choice has to have seen it."""
    known = (seen.choice, seen.replacement) if seen else (None, None)
    is_own = seen is None and found.settled_by == checker_id
    if found.choice is not None and not is_own and known != (found.choice, found.replacement):
        raise WrongState(
            "W177",
            "Another checker has settled this finding in the meantime. What they chose stands. "
            "Look at it, and settle it anew if you see it otherwise.",
        )


def _words_for(
    names: _Names, draft: Draft, found: DraftFinding, choice: Settlement, replacement: str | None
) -> str:
    if choice is Settlement.KEEP:
        return ""
    if choice is Settlement.REMOVE:
        return REMOVED
    words = normalise_text(names.suggest(draft, found) if replacement is None else replacement)
    words = words.strip()
    is_short = 0 < len(words) <= MAX_REPLACEMENT
    if not is_short or not words.isprintable() or find_identifiers(words):
        raise BadInput(
            "W161",
            "A replacement is a few words on one line that point at nobody, such as "
            f"[phone number]. It has {MAX_REPLACEMENT} characters at most.",
        )
    return words


Targets = Sequence[tuple[Draft, Sequence[DraftFinding]]]


def _keep(
    waiting: Transaction,
    tx: Transaction,
    checker_id: str,
    targets: Targets,
    choice: Settlement | None,
    words: str,
) -> int:
    """Keep a choice for findings; how many drafts are open again by that."""
    opened = 0
    for draft, same in targets:
        draft_id = draft.transcript.id
        for found in same:
            stands = words if read_pseudonym(words) != words else words + _ending(draft, found)
            kept = stands if choice in (Settlement.REPLACE, Settlement.REMOVE) else None
            settled_by = checker_id if choice else None
            drafts.settle_finding(waiting, draft_id, found.position, choice, kept, settled_by)
        facts: Facts = {
            "transcript": draft_id,
            "findings": [str(found.position) for found in same],
            "choice": choice and choice.value,
        }
        audit.record(tx, checker_id, "finding.settled", facts)
        opened += take_back(waiting, tx, checker_id, draft)
    return opened


def _ending(draft: Draft, found: DraftFinding) -> str:
    return split_ending(Kind(found.kind), draft.words_of(found))[1]


# --- Everywhere ---------------------------------------------------------------------------------


def _mark_everywhere(waiting: Transaction, draft: Draft, found: DraftFinding) -> Targets:
    """All that names the same person or place in every draft, marked where it was not found.

    A name that is an ordinary word as well is taken only where it was found: "Will" is not "will".
    """
    core, _ = split_ending(Kind(found.kind), draft.words_of(found))
    is_word = all(map(load_lexicon().is_ordinary, core.lower().split()))
    targets = []
    for one in drafts.list_drafts(waiting):
        if one.state is DraftState.WAITING:
            continue
        marked = one if is_word else mark_in_draft(one, core, Kind(found.kind))
        if marked.findings != one.findings:
            drafts.replace_findings(waiting, marked)
        same = [each for each in marked.findings if _is_same(one, each, found, core)]
        if same:
            targets.append((marked, same))
    return targets


def _is_same(draft: Draft, each: DraftFinding, found: DraftFinding, core: str) -> bool:
    if found.identity:
        return each.identity == found.identity
    return each.kind == found.kind and draft.words_of(each) == core


# --- Whom a pseudonym stands for ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    """Which pseudonyms there are, and whom they stand for as far as that is known.

    Attributes:
        settled: The identity and replacement of each finding that is replaced in a draft.
        in_texts: What stands in texts that are cleared.
        key: The names behind those, where the key is open.
    """

    settled: tuple[tuple[str, str], ...]
    in_texts: Collection[str]
    key: OpenKey | None

    @classmethod
    def of(cls, waiting: Transaction, tx: Transaction, key: OpenKey | None) -> _Names:
        settled = drafts.list_replacements(waiting)
        return cls(settled, transcripts.list_pseudonyms(tx), key)

    def suggest(self, draft: Draft, found: DraftFinding) -> str:
        kind, words = Kind(found.kind), draft.words_of(found)
        if not found.identity:
            return suggest_replacement(kind)
        known = next((r for one, r in self.settled if one == found.identity), "")
        known = read_pseudonym(known) or known
        if not known and self.key is not None:
            known = self.key.pseudonym_for(found.identity)
        taken = [*(r for _, r in self.settled), *self.in_texts]
        return known or number_pseudonym(kind, words, taken)

    def ask_about(self, identity: str, words: str, same: Iterable[DraftFinding]) -> None:
        """Nothing, unless a pseudonym would stand for two people or places from now on."""
        pseudonym = read_pseudonym(words)
        if not pseudonym:
            return
        others = {one for one, r in self.settled if read_pseudonym(r) == pseudonym}
        others -= {identity, *(one.identity for one in same)}
        if self.key is not None:
            others |= self.key.identities_of(pseudonym) - {identity}
        elif any(read_pseudonym(one) == pseudonym for one in self.in_texts):
            # Who it is stands in the key alone.
            known = identity in {one for one, r in self.settled if read_pseudonym(r) == pseudonym}
            others |= set() if known else {pseudonym}
        if others:
            raise AsksFirst(
                "W182",
                "This pseudonym stands for somebody or something else in the project, as far as "
                "can be told. If both are the same one, say that you are sure. If not, choose "
                "another: otherwise two people become one for every reader.",
            )


def _ask_about_labels(tx: Transaction, waiting: Transaction, targets: Targets, words: str) -> None:
    """Nothing, unless two speakers, or two transcripts, would have one name from now on."""
    for draft, same in targets:
        for found in same:
            if found.part == TEXT:
                continue
            stands = _put(draft.words_in(found.part), found, words)
            if found.part == NAME:
                taken = transcripts.list_names(tx) | drafts.list_draft_names(waiting).keys()
                if stands in taken - {draft.transcript.name}:
                    raise BadInput(
                        "W183",
                        "Another transcript has this name. Choose other words to stand there.",
                    )
            elif stands in {one.label for one in draft.transcript.speakers}:
                raise AsksFirst(
                    "W184",
                    "Another speaker of this transcript has this label. If both are one person, "
                    "say that you are sure. If not, choose other words.",
                )


def _put(words: str, found: DraftFinding, instead: str) -> str:
    return words[: found.start] + instead + words[found.end :]


def _ask_about_codings(tx: Transaction, targets: Targets) -> None:
    """Nothing, unless words would change that a revealed coding quotes.

    What is sealed is not looked at: the answer would tell that it is there. Its coder is asked
    when the new version comes, as after every correction.
    """
    revised = [(draft, same) for draft, same in targets if draft.revises is not None]
    if not revised:
        return
    study = read_study(tx, "")
    texts = {text.id: text for text in study.transcripts}
    for draft, same in revised:
        text = texts.get(draft.revises or "")
        if text is None:
            continue
        aligned = line_up(text, draft.transcript)
        coded = [one for one in study.codings if one.transcript_id == text.id]
        for place in (aligned.place(one.start, one.end) for one in coded):
            if place is None:
                continue
            if any(touches(found, TEXT, place) for found in same):
                raise AsksFirst(
                    "W185",
                    "A coding quotes these words. With others in their place the coding cannot "
                    "move with the text, and its coder has to look at it again. If it must be, "
                    "say that you are sure.",
                )
