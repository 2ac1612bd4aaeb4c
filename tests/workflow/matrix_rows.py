"""Every public function of `toolkit.workflow` that is handed a project, and who gets what from it.

A call is a `shows` where it is handed no person: whoever can call it at all is given the same. It
`reads` or `acts` for a person otherwise. What is expected stands role by role (`*` for all others
of the team), with a word for each stage of `tests.workflow.stages`, or one word for all of them:
`ok`, or the code of the error. Whoever is not on the team gets W110 where nothing else is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from argon2.profiles import CHEAPEST

from tests.workflow.stages import PASSPHRASE, ROLES, SHOWN_AT_REVEAL, STAGES, Stage, code_turn
from toolkit.demo.practice import open_practice
from toolkit.ingest.choices import Choices
from toolkit.model.decision import Choice
from toolkit.model.job import Job, JobState
from toolkit.model.proposal import ChangeKind, Stance
from toolkit.model.reading_aids import ReadingAids
from toolkit.model.team import PageKind, Role, Side
from toolkit.model.topic import Grouping, Placement, Topics
from toolkit.model.transcript import Unit
from toolkit.model.upload import Upload
from toolkit.screening.finding import Kind
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow import (
    accounts,
    cases,
    clearing,
    codebooks,
    coding,
    coding_tables,
    comparing,
    deciding,
    evaluating,
    figures,
    importing,
    jobs,
    looking_again,
    machine,
    memos,
    minutes,
    name_key,
    next_steps,
    own_words,
    placing,
    positions,
    practice,
    projects,
    proposal_voting,
    proposing,
    ranking,
    reading_aids,
    reading_along,
    replying,
    reporting,
    rereading,
    review_sessions,
    revising,
    rounds,
    searching,
    settling,
    status,
    study,
    suggesting,
    suggestion_queues,
    team,
    team_pages,
    topics,
    transcripts,
    voting,
    worker,
    writing,
)


@dataclass(frozen=True)
class Asked:
    """What a call is handed: the study, who acts, and at which stage."""

    project: Project
    by: str
    stage: Stage

    @property
    def session(self) -> str:
        """The actor's token; none of anybody's for a stranger, an ended one for who has left."""
        return self.stage.sessions.get(self.by, "no such token")

    @property
    def own_text(self) -> str:
        """The transcript that they read, where they read one."""
        return "P02" if self.by == ROLES["other"] else "P01"

    @property
    def their_code(self) -> str:
        """A private code of Kestrel's."""
        return self.stage.planted[0] if self.stage.planted else "none"

    @property
    def theirs(self) -> str:
        """A coding of Kestrel's."""
        return self.stage.planted[2] if self.stage.planted else "none"

    @property
    def their_note(self) -> str:
        """A note of Kestrel's."""
        return self.stage.planted[-1] if self.stage.planted else "none"

    def difference(self, number: int) -> str:
        """A difference of the revealed round; none before."""
        return self.stage.differences[number] if self.stage.differences else "none"

    def file(self, name: str) -> Path:
        """A place to write to."""
        return self.project.folder / name


Call = Callable[[Asked], object]


@dataclass(frozen=True)
class Row:
    """A function, a call of it, and what comes of it.

    Attributes:
        cells: For each role a word for each stage; one role alone where no person is named.
        is_act: It keeps something, so that what it gives is another each time.
    """

    function: Callable[..., object]
    call: Call
    cells: Mapping[str, tuple[str, ...]]
    is_act: bool = False

    @property
    def name(self) -> str:
        return f"{self.function.__module__.rpartition('.')[2]}.{self.function.__name__}"


def shows(function: Callable[..., object], call: Call) -> Row:
    return Row(function, call, {"guest": ("ok",) * len(STAGES)})


def always(code: str, function: Callable[..., object], call: Call) -> Row:
    return Row(function, call, {"guest": (code,) * len(STAGES)}, is_act=True)


def reads(function: Callable[..., object], call: Call, expected: str) -> Row:
    return Row(function, call, read_cells(expected))


def acts(function: Callable[..., object], call: Call, expected: str) -> Row:
    return Row(function, call, read_cells(expected), is_act=True)


def read_cells(expected: str) -> dict[str, tuple[str, ...]]:
    said = {role: words for role, *words in map(str.split, expected.split("/"))}
    outside = {"stranger": ["W110"], "removed": ["W110"]}
    team = {role: said.get("*", []) for role in ROLES if role not in outside}
    given = team | outside | {role: words for role, words in said.items() if role != "*"}
    return {
        role: tuple(words if len(words) > 1 else words * len(STAGES))
        for role, words in given.items()
    }


MEMBERS = "* ok"
NO_GUESTS = "guest W111 / * ok"
FACILITATORS = "facilitator ok / * W111"
CHECKERS = "checker ok / * W111"
NO_MEETING = "* W308"
NO_SUCH_QUESTION = "guest W111 / * W357"
CARETAKERS = "facilitator ok / checker ok / * W111"


def code_one(a: Asked) -> object:
    return code_turn(a.project, a.by, a.own_text, 2, code="R06")


def own_coding(a: Asked) -> str:
    """A coding of the actor's own."""
    for one in coding.list_readings(a.project, by=a.by):
        desk = coding.open_desk(a.project, by=a.by, transcript=one.transcript)
        if desk.codings:
            return desk.codings[0].id
    return "none"


def import_table(a: Asked) -> object:
    table = a.file("codings.csv")
    table.write_text("transcript,turn,coder,code\nP01,1,Kestrel,R07\n", encoding="utf-8")
    return coding_tables.import_codings(a.project, table, by=a.by)


def written(a: Asked, name: str, write: Callable[[Path], object]) -> bytes:
    """What a file holds that was just written."""
    write(a.file(name))
    return a.file(name).read_bytes()


UNSTEERED = (
    "coder {ok} W331 {ok} {ok} {ok} {ok} / other {ok} W331 {ok} {ok} {ok} {ok} "
    "/ * {ok} W331 W331 {ok} {ok} {ok}"
)
"""Whoever reads alone, once they have sealed; the others when nobody reads alone any more."""

SEALED = "coder W195 W195 ok ok ok ok / other W195 W195 ok ok ok ok / * W111"
"""Whoever has sealed what they read."""

NO_SUGGESTION = "coder W341 / other W341 / * W111"

READ = Job("none", "suggestions", "{}", "", None, JobState.RUNNING, "")

NO_TOPICS = topics.TopicsView(
    Topics(Grouping.K_MEANS, Placement.WORDS, 0, Unit.TURN, (), (), 0, 4, 0.0),
    *((),) * 6,
    has_codings=False,
)
ONE_TOPIC = Job(
    "none",
    "topics",
    '{"grouping": "k_means", "n_topics": 1, "seed": 0, "unit": "turn", "placement": "words"}',
    "",
    None,
    JobState.RUNNING,
    "",
)

ROWS = [
    # --- accounts ---
    acts(
        accounts.invite, lambda a: accounts.invite(a.project, member="Robin", by=a.by), FACILITATORS
    ),
    reads(
        accounts.find_invited,
        lambda a: accounts.find_invited(a.project, a.session),
        "* W202 / stranger W202 / removed W202",
    ),
    reads(
        accounts.accept_invitation,
        lambda a: accounts.accept_invitation(a.project, a.session, PASSPHRASE),
        "* W202 / stranger W202 / removed W202",
    ),
    acts(
        accounts.sign_in,
        lambda a: accounts.sign_in(a.project, a.by, PASSPHRASE, cost=CHEAPEST),
        "* ok / stranger W204 / removed W204",
    ),
    acts(
        accounts.open_for_owner, lambda a: accounts.open_for_owner(a.project, member=a.by), MEMBERS
    ),
    reads(
        accounts.enter_as_owner,
        lambda a: accounts.enter_as_owner(a.project, a.session),
        "* W202 / stranger W202 / removed W202",
    ),
    reads(
        accounts.find_session,
        lambda a: accounts.find_session(a.project, a.session),
        "* ok / stranger ok / removed ok",
    ),
    acts(
        accounts.accept_invitation_by_identity,
        lambda a: accounts.accept_invitation_by_identity(
            a.project, a.session, issuer="https://a.example", subject=a.by
        ),
        "* W202 / stranger W202 / removed W202",
    ),
    acts(
        accounts.sign_in_by_identity,
        lambda a: accounts.sign_in_by_identity(a.project, issuer="https://a.example", subject=a.by),
        "* W207 / stranger W207 / removed W207",
    ),
    shows(accounts.end_owner_links, lambda a: accounts.end_owner_links(a.project)),
    shows(accounts.list_without_entrance, lambda a: accounts.list_without_entrance(a.project)),
    shows(accounts.is_in_use, lambda a: accounts.is_in_use(a.project, "nine old brass lamps")),
    acts(
        accounts.sign_out,
        lambda a: accounts.sign_out(a.project, a.session),
        "* ok / stranger ok / removed ok",
    ),
    acts(
        accounts.sign_out_everywhere,
        lambda a: accounts.sign_out_everywhere(a.project, a.session),
        "* ok / stranger W203 / removed W203",
    ),
    acts(
        accounts.change_passphrase,
        lambda a: accounts.change_passphrase(
            a.project, a.session, PASSPHRASE, "nine old brass lamps", cost=CHEAPEST
        ),
        "* ok / stranger W203 / removed W203",
    ),
    # --- cases, codebooks ---
    acts(
        cases.describe_case,
        lambda a: cases.describe_case(
            a.project, by=a.by, transcript="P01", attributes={"Role": "listener"}
        ),
        CARETAKERS,
    ),
    shows(cases.find_case, lambda a: cases.find_case(a.project, transcript="P01")),
    acts(
        codebooks.import_codebook,
        lambda a: codebooks.import_codebook(
            a.project,
            Upload("book.csv", b"theme,code_id,code,plain_meaning\nValue,X01,More,More of it\n"),
            by=a.by,
            reason="More.",
        ),
        NO_GUESTS,
    ),
    shows(codebooks.list_codebooks, lambda a: codebooks.list_codebooks(a.project)),
    shows(codebooks.load_history, lambda a: codebooks.load_history(a.project)),
    shows(
        codebooks.format_codebook_as,
        lambda a: [
            codebooks.format_codebook_as(a.project, one, codebooks.list_codebooks(a.project)[-1])
            for one in codebooks.CodebookFormat
        ],
    ),
    shows(
        codebooks.export_codebook,
        lambda a: written(
            a,
            "book.csv",
            lambda at: codebooks.export_codebook(a.project, at, codebooks.CodebookFormat.CSV),
        ),
    ),
    shows(codebooks.list_codes, lambda a: codebooks.list_codes(a.project)),
    # --- drafts ---
    reads(clearing.list_drafts, lambda a: clearing.list_drafts(a.project, by=a.by), CHECKERS),
    acts(
        clearing.clear_transcripts,
        lambda a: clearing.clear_transcripts(
            a.project, by=a.by, approved_by="Avocet", reason="Read.", names=["P03"]
        ),
        "checker W166 / * W111",
    ),
    acts(
        clearing.clear_transcripts,
        lambda a: clearing.clear_transcripts(
            a.project, by="Avocet", approved_by=a.by, reason="Read.", names=["P03"], unread=True
        ),
        NO_GUESTS,
    ),
    acts(
        clearing.propose_clearing,
        lambda a: clearing.propose_clearing(a.project, by=a.by, names=["P03"], reason="Read."),
        "checker W166 / * W111",
    ),
    acts(
        clearing.take_back_proposal,
        lambda a: clearing.take_back_proposal(a.project, by=a.by, name="P03"),
        "checker W158 / * W111",
    ),
    acts(
        clearing.approve_clearing,
        lambda a: clearing.approve_clearing(a.project, by=a.by, names=["P03"]),
        "checker W166 / * W111",
    ),
    acts(
        importing.import_transcripts,
        lambda a: importing.import_transcripts(
            a.project,
            [Upload("P05.txt", b"I: Yes?\nR: Yes, sure.\nI: So?\nR: So it was.")],
            by=a.by,
        ),
        CARETAKERS,
    ),
    acts(
        importing.accept_reading,
        lambda a: importing.accept_reading(a.project, by=a.by, name="P04"),
        CARETAKERS,
    ),
    acts(
        importing.discard_draft,
        lambda a: importing.discard_draft(a.project, by=a.by, name="P03"),
        CARETAKERS,
    ),
    acts(
        rereading.reread_draft,
        lambda a: rereading.reread_draft(a.project, by=a.by, name="P03", choices=Choices()),
        CARETAKERS,
    ),
    acts(rereading.screen_again, lambda a: rereading.screen_again(a.project, by=a.by), CHECKERS),
    acts(
        revising.propose_revision,
        lambda a: revising.propose_revision(
            a.project,
            by=a.by,
            name="P01",
            file=Upload(
                "P01.txt",
                b"Interviewer: What?\nP01: You were alone.\nInterviewer: And then?\nP01: To work.",
            ),
            reason="Misheard.",
        ),
        CHECKERS,
    ),
    reads(
        settling.suggest_for,
        lambda a: settling.suggest_for(a.project, by=a.by, transcript="P03", finding=0),
        CHECKERS,
    ),
    acts(
        settling.settle_finding,
        lambda a: settling.settle_finding(
            a.project, by=a.by, transcript="P03", finding=0, choice=Settlement.REMOVE
        ),
        CHECKERS,
    ),
    acts(
        settling.unsettle_finding,
        lambda a: settling.unsettle_finding(a.project, by=a.by, transcript="P03", finding=0),
        "checker W178 / * W111",
    ),
    acts(
        settling.mark_words,
        lambda a: settling.mark_words(
            a.project, by=a.by, transcript="P03", words="ring", kind=Kind.OTHER_PLACE
        ),
        CHECKERS,
    ),
    reads(
        transcripts.outline_drafts,
        lambda a: transcripts.outline_drafts(a.project, by=a.by),
        CHECKERS,
    ),
    reads(
        transcripts.open_draft,
        lambda a: transcripts.open_draft(a.project, by=a.by, name="P03"),
        CHECKERS,
    ),
    shows(transcripts.count_drafts, lambda a: transcripts.count_drafts(a.project)),
    shows(name_key.place_of_key, lambda a: name_key.place_of_key(a.project).name),
    reads(
        name_key.look_at_key, lambda a: name_key.look_at_key(a.project, by=a.by).is_made, CHECKERS
    ),
    acts(
        name_key.make_key,
        lambda a: name_key.make_key(a.project, by=a.by, passphrase=PASSPHRASE).name,
        CHECKERS,
    ),
    acts(
        name_key.open_key,
        lambda a: name_key.open_key(a.project, by=a.by, passphrase=PASSPHRASE),
        "checker W251 / * W111",
    ),
    acts(
        name_key.change_passphrase,
        lambda a: name_key.change_passphrase(
            a.project, by=a.by, passphrase=PASSPHRASE, new="nine old brass lamps"
        ),
        "checker W251 / * W111",
    ),
    acts(
        name_key.give_up_key,
        lambda a: name_key.give_up_key(a.project, by=a.by),
        "checker W251 / * W111",
    ),
    # --- cleared transcripts ---
    shows(
        transcripts.describe_transcript, lambda a: transcripts.describe_transcript(a.project, "P01")
    ),
    shows(transcripts.list_cleared, lambda a: transcripts.list_cleared(a.project)),
    reads(
        searching.search,
        lambda a: [
            searching.search(a.project, by=a.by, words=one)
            for one in ("", "night", "Two days", SHOWN_AT_REVEAL)
        ],
        MEMBERS,
    ),
    reads(
        searching.search,
        lambda a: [
            searching.search(a.project, by=a.by, code=one)
            for one in ("R07", "R06", "f" * 32, "V04")
        ],
        MEMBERS,
    ),
    # --- alone ---
    acts(
        coding.add_coding,
        code_one,
        "coder W129 ok ok ok ok ok / other W129 ok ok ok ok ok / * W111",
    ),
    acts(
        coding.add_coding,
        lambda a: code_turn(a.project, a.by, a.own_text, 2, code=a.their_code),
        "coder W129 W146 W146 W146 W146 W146 / other W129 W146 W146 W146 W146 W146 / * W111",
    ),
    acts(
        coding.remove_coding,
        lambda a: coding.remove_coding(a.project, by=a.by, coding_id=a.theirs),
        "coder W140 / other W140 / * W111",
    ),
    acts(
        coding.remove_coding,
        lambda a: coding.remove_coding(a.project, by=a.by, coding_id=own_coding(a)),
        "coder W140 ok W141 W141 W141 W141 / other W140 ok W141 W141 W141 W141 / * W111",
    ),
    acts(
        coding.add_own_code,
        lambda a: coding.add_own_code(a.project, by=a.by, name="Mine"),
        "coder W129 ok ok ok W142 W142 / other W129 ok ok ok W142 W142 / * W111",
    ),
    reads(
        coding.open_desk,
        lambda a: coding.open_desk(a.project, by=a.by, transcript="P01"),
        "coder W129 ok ok ok ok ok / other W129 W136 W136 W136 W136 W136 / * W111",
    ),
    reads(coding.list_readings, lambda a: coding.list_readings(a.project, by=a.by), MEMBERS),
    acts(
        coding.add_content_note,
        lambda a: coding.add_content_note(
            a.project, by=a.by, transcript="P01", turn=1, words="Nights."
        ),
        NO_GUESTS,
    ),
    acts(
        memos.note_coding,
        lambda a: memos.note_coding(a.project, by=a.by, coding_id=a.theirs, words="Mine."),
        "coder W260 / other W260 / * W111",
    ),
    acts(
        memos.note_coding,
        lambda a: memos.note_coding(a.project, by=a.by, coding_id=own_coding(a), words="Mine."),
        "coder W260 ok W264 W264 W264 W264 / other W260 ok W264 W264 W264 W264 / * W111",
    ),
    acts(
        memos.note_turn,
        lambda a: memos.note_turn(a.project, by=a.by, transcript="P01", turn=0, words="Mine."),
        "coder W129 ok W264 W264 W264 W264 / other W129 W136 W136 W136 W136 W136 / * W111",
    ),
    acts(
        memos.add_memo,
        lambda a: memos.add_memo(
            a.project, by=a.by, about=memos.MemoTarget.TRANSCRIPT, name="P01", words="Mine."
        ),
        NO_GUESTS,
    ),
    acts(
        memos.change_memo,
        lambda a: memos.change_memo(
            a.project, by=a.by, memo_id=a.their_note, words="Mine.", shared=True
        ),
        "* W262",
    ),
    reads(memos.list_memos, lambda a: memos.list_memos(a.project, by=a.by), MEMBERS),
    reads(placing.list_moves, lambda a: placing.list_moves(a.project, by=a.by), MEMBERS),
    acts(
        placing.place_coding,
        lambda a: placing.place_coding(a.project, by=a.by, coding_id=a.theirs, turn=1),
        "coder W140 / other W140 / * W111",
    ),
    acts(
        placing.let_coding_go,
        lambda a: placing.let_coding_go(a.project, by=a.by, coding_id=a.theirs),
        "coder W140 / other W140 / * W111",
    ),
    reads(
        looking_again.list_codings_to_see,
        lambda a: looking_again.list_codings_to_see(a.project, by=a.by),
        MEMBERS,
    ),
    acts(
        looking_again.mark_seen,
        lambda a: looking_again.mark_seen(a.project, by=a.by, coding=a.theirs),
        "* W279",
    ),
    reads(
        suggesting.suggest,
        lambda a: suggesting.suggest(a.project, by=a.by, unit=Unit.TURN),
        "coder W195 W195 ok ok ok ok / other W195 W195 ok ok ok ok / * W111",
    ),
    reads(
        suggesting.look_along,
        lambda a: suggesting.look_along(a.project, by=a.by, unit=Unit.TURN),
        "coder W195 W195 ok ok ok ok / other W195 W195 ok ok ok ok / * W111",
    ),
    # Their two texts hold too little that is agreed.
    always("W370", evaluating.evaluate, lambda a: evaluating.evaluate(a.project, unit=Unit.TURN)),
    acts(
        reading_along.start_reading_along,
        lambda a: reading_along.start_reading_along(a.project, by=a.by, spawn=False),
        SEALED,
    ),
    acts(
        reading_along.stop_reading_along,
        lambda a: reading_along.stop_reading_along(a.project, by=a.by, job_id="none"),
        "coder ok / other ok / * W111",
    ),
    reads(
        suggestion_queues.open_suggestions,
        lambda a: suggestion_queues.open_suggestions(a.project, by=a.by),
        MEMBERS,
    ),
    acts(
        replying.accept_suggestion,
        lambda a: replying.accept_suggestion(a.project, by=a.by, model="none", number=0),
        NO_SUGGESTION,
    ),
    acts(
        replying.adjust_suggestion,
        lambda a: replying.adjust_suggestion(
            a.project, by=a.by, model="none", number=0, code="R06", quotation="x"
        ),
        NO_SUGGESTION,
    ),
    acts(
        replying.reject_suggestion,
        lambda a: replying.reject_suggestion(a.project, by=a.by, model="none", number=0),
        NO_SUGGESTION,
    ),
    acts(
        replying.take_back_reply,
        lambda a: replying.take_back_reply(a.project, by=a.by, model="none", number=0),
        NO_SUGGESTION,
    ),
    always("ok", reading_along.work_out, lambda a: reading_along.work_out(a.project, READ, print)),
    always("ok", machine.forget_files, lambda a: machine.forget_files(a.project)),
    # --- topics: nobody is steered by them who reads alone ---
    acts(
        topics.start_topics,
        lambda a: topics.start_topics(a.project, by=a.by, spawn=False),
        UNSTEERED.format(ok="ok"),
    ),
    acts(
        topics.find_topics_here,
        lambda a: topics.find_topics_here(a.project, by=a.by, n_topics=1),
        UNSTEERED.format(ok="W334"),
    ),
    acts(
        topics.cancel_topics,
        lambda a: topics.cancel_topics(a.project, by=a.by, job_id="none"),
        UNSTEERED.format(ok="ok"),
    ),
    reads(topics.open_topics, lambda a: topics.open_topics(a.project, by=a.by), MEMBERS),
    reads(
        topics.list_behind,
        lambda a: topics.list_behind(a.project, by=a.by, view=NO_TOPICS, topic=0),
        UNSTEERED.format(ok="W335"),
    ),
    reads(
        topics.quote_point,
        lambda a: topics.quote_point(a.project, by=a.by, view=NO_TOPICS, place=0),
        UNSTEERED.format(ok="W337"),
    ),
    # What the worker does is handed no person: it reads what is cleared, and keeps it.
    always("G102", topics.work_out, lambda a: topics.work_out(a.project, ONE_TOPIC, print)),
    always("ok", worker.run_waiting, lambda a: worker.run_waiting(a.project)),
    always("W330", jobs.find_job, lambda a: jobs.find_job(a.project, "none")),
    always("ok", jobs.cancel_job, lambda a: jobs.cancel_job(a.project, "none")),
    always(
        "ok",
        jobs.start_job,
        lambda a: jobs.start_job(
            a.project, kind="none", settings={}, basis="", asked_by=None, spawn=False
        ),
    ),
    acts(
        own_words.claim_words,
        lambda a: own_words.claim_words(
            a.project, by=a.by, transcript="P01", speaker="P01", may_quote=True
        ),
        NO_GUESTS,
    ),
    acts(
        own_words.give_back_words,
        lambda a: own_words.give_back_words(a.project, by=a.by, transcript="P01", speaker="P01"),
        MEMBERS,
    ),
    reads(
        own_words.list_own_words, lambda a: own_words.list_own_words(a.project, by=a.by), MEMBERS
    ),
    acts(
        positions.keep_position,
        lambda a: positions.keep_position(a.project, by=a.by, words="From here.", shared=True),
        MEMBERS,
    ),
    reads(positions.find_position, lambda a: positions.find_position(a.project, by=a.by), MEMBERS),
    shows(positions.list_positions, lambda a: positions.list_positions(a.project)),
    acts(
        reading_aids.keep_aids,
        lambda a: reading_aids.keep_aids(a.project, by=a.by, aids=ReadingAids(one_turn=True)),
        MEMBERS,
    ),
    reads(reading_aids.find_aids, lambda a: reading_aids.find_aids(a.project, by=a.by), MEMBERS),
    # --- the round ---
    acts(
        rounds.open_round, lambda a: rounds.open_round(a.project, "Round 2", by=a.by), FACILITATORS
    ),
    acts(practice.open_practice_round, lambda a: open_practice(a.project, by=a.by), FACILITATORS),
    shows(rounds.find_coverage, lambda a: rounds.find_coverage(a.project)),
    shows(rounds.find_gaps, lambda a: rounds.find_gaps(a.project, {"P01": ["Wren"]})),
    acts(
        rounds.seal,
        lambda a: rounds.seal(a.project, by=a.by),
        "coder W129 ok W137 W137 W137 W137 / other W129 ok W137 W137 W137 W137 / * W111",
    ),
    acts(
        rounds.seal,
        lambda a: rounds.seal(a.project, by=a.by, transcript="P01"),
        "coder W129 ok W137 W137 W137 W137 / other W129 W136 W136 W136 W136 W136 / * W111",
    ),
    acts(
        rounds.reveal,
        lambda a: rounds.reveal(a.project, by=a.by),
        "facilitator W129 W139 W139 ok W138 W138 / * W111",
    ),
    acts(
        rounds.reveal,
        lambda a: rounds.reveal(a.project, by=a.by, reason="Two of us fell ill."),
        "facilitator W129 ok ok ok W138 W138 / * W111",
    ),
    shows(rounds.list_rounds, lambda a: rounds.list_rounds(a.project)),
    reads(
        next_steps.describe_standing,
        lambda a: next_steps.describe_standing(a.project, by=a.by),
        MEMBERS,
    ),
    shows(status.describe_project, lambda a: status.describe_project(a.project)),
    shows(status.describe_team, lambda a: status.describe_team(a.project)),
    shows(projects.verify, lambda a: projects.verify(a.project)),
    shows(study.load_study, lambda a: study.load_study(a.project, practice=True)),
    acts(coding_tables.import_codings, import_table, FACILITATORS),
    # --- together ---
    shows(comparing.list_places, lambda a: comparing.list_places(a.project)),
    reads(
        comparing.open_comparison,
        lambda a: comparing.open_comparison(a.project, by=a.by, difference=a.difference(0)),
        "* W181 W181 W181 W181 ok ok",
    ),
    shows(deciding.list_differences, lambda a: deciding.list_differences(a.project)),
    acts(
        deciding.decide,
        lambda a: deciding.decide(
            a.project,
            by=a.by,
            difference=a.difference(1),
            ballots=[deciding.Ballot("Wren", Choice.PARK)],
            reason="Later.",
        ),
        "checker W111 / guest W111 / * W181 W181 W181 W181 ok ok",
    ),
    acts(
        deciding.add_dissent,
        lambda a: deciding.add_dissent(
            a.project, by=a.by, decision=a.stage.decision, words="I do not."
        ),
        "guest W111 / * W189 W189 W189 W189 W189 ok",
    ),
    acts(
        voting.open_voting,
        lambda a: voting.open_voting(
            a.project, by=a.by, difference=a.difference(1), present=["Wren", "Kestrel"]
        ),
        "checker W111 / guest W111 / * W181 W181 W181 W181 ok ok",
    ),
    acts(
        voting.cast_vote,
        lambda a: voting.cast_vote(
            a.project, by=a.by, voting=a.stage.voting, choice=Choice.KEEP_BOTH
        ),
        "coder W225 W225 W225 W225 ok W226 / * W225 W225 W225 W225 W221 W226",
    ),
    reads(
        voting.see_voting,
        lambda a: voting.see_voting(a.project, by=a.by, difference=a.difference(0)),
        MEMBERS,
    ),
    shows(voting.list_open_votings, lambda a: voting.list_open_votings(a.project)),
    acts(
        voting.call_off_voting,
        lambda a: voting.call_off_voting(a.project, by=a.by, voting=a.stage.voting),
        "checker W111 / guest W111 / * W225 W225 W225 W225 ok W226",
    ),
    acts(
        voting.conclude_voting,
        lambda a: voting.conclude_voting(a.project, by=a.by, voting=a.stage.voting, reason="So."),
        "checker W111 / guest W111 / * W225 W225 W225 W225 W224 W227",
    ),
    acts(
        deciding.add_reason,
        lambda a: deciding.add_reason(
            a.project, by=a.by, decision=a.stage.decision, words="For me too."
        ),
        "checker W111 / guest W111 / * W189 W189 W189 W189 W189 ok",
    ),
    # --- meetings; what goes on inside of one, tests of their own tell ---
    shows(review_sessions.see_lobby, lambda a: review_sessions.see_lobby(a.project)),
    reads(
        review_sessions.see_room, lambda a: review_sessions.see_room(a.project, by=a.by), MEMBERS
    ),
    acts(
        review_sessions.begin_session,
        lambda a: review_sessions.begin_session(a.project, by=a.by),
        "guest W111 / * W302 W302 W302 W302 ok ok",
    ),
    acts(
        review_sessions.join_session,
        lambda a: review_sessions.join_session(a.project, by=a.by),
        NO_MEETING,
    ),
    acts(
        review_sessions.leave_session,
        lambda a: review_sessions.leave_session(a.project, by=a.by),
        NO_MEETING,
    ),
    acts(
        review_sessions.follow_chair,
        lambda a: review_sessions.follow_chair(a.project, by=a.by, follows=False),
        NO_MEETING,
    ),
    acts(
        review_sessions.pass_chair,
        lambda a: review_sessions.pass_chair(a.project, by=a.by, to="Wren"),
        "guest W111 / * W308",
    ),
    acts(
        review_sessions.take_up,
        lambda a: review_sessions.take_up(a.project, by=a.by, difference=a.difference(0)),
        NO_MEETING,
    ),
    acts(
        review_sessions.open_room_vote,
        lambda a: review_sessions.open_room_vote(a.project, by=a.by),
        "checker W111 / guest W111 / * W308",
    ),
    acts(
        review_sessions.end_session,
        lambda a: review_sessions.end_session(a.project, by=a.by),
        NO_MEETING,
    ),
    always("W311", minutes.make_minutes, lambda a: minutes.make_minutes(a.project)),
    always(
        "W311",
        minutes.write_minutes,
        lambda a: minutes.write_minutes(a.project, a.project.folder),
    ),
    shows(figures.open_figures, lambda a: figures.open_figures(a.project)),
    shows(figures.work_out_figures, lambda a: figures.work_out_figures(a.project, unit=Unit.TURN)),
    shows(reporting.outline_report, lambda a: reporting.outline_report(a.project)),
    shows(
        reporting.write_report,
        lambda a: written(a, "report.docx", lambda at: reporting.write_report(a.project, at)),
    ),
    # --- the codebook, by vote ---
    acts(
        proposing.propose_change,
        lambda a: proposing.propose_change(
            a.project, by=a.by, kind=ChangeKind.RETIRE, codes=["T01"], reason="Why."
        ),
        NO_GUESTS,
    ),
    acts(
        proposing.withdraw_proposal,
        lambda a: proposing.withdraw_proposal(a.project, by=a.by, proposal=1),
        "* W285",
    ),
    acts(
        proposal_voting.cast_stance,
        lambda a: proposal_voting.cast_stance(a.project, by=a.by, proposal=1, stance=Stance.ACCEPT),
        NO_GUESTS,
    ),
    acts(
        proposal_voting.go_on_without,
        lambda a: proposal_voting.go_on_without(a.project, by=a.by, proposal=1),
        "guest W111 / * W284",
    ),
    acts(
        proposal_voting.vote_again,
        lambda a: proposal_voting.vote_again(a.project, by=a.by, proposal=1),
        "guest W111 / * W283",
    ),
    reads(
        proposal_voting.see_proposals,
        lambda a: proposal_voting.see_proposals(a.project, by=a.by),
        MEMBERS,
    ),
    acts(
        proposal_voting.add_proposal_dissent,
        lambda a: proposal_voting.add_proposal_dissent(
            a.project, by=a.by, proposal=1, words="I do not."
        ),
        "guest W111 / * W287",
    ),
    # --- questions settled by ranking; what is hidden at which step, tests of their own tell ---
    acts(
        ranking.begin_ranking,
        lambda a: ranking.begin_ranking(a.project, by=a.by, question="What first?"),
        NO_GUESTS,
    ),
    shows(ranking.list_people, lambda a: ranking.list_people(a.project)),
    acts(
        ranking.write_idea,
        lambda a: ranking.write_idea(a.project, by=a.by, ranking=1, words="More of us."),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.take_back_idea,
        lambda a: ranking.take_back_idea(a.project, by=a.by, ranking=1, idea="none"),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.finish_ideas,
        lambda a: ranking.finish_ideas(a.project, by=a.by, ranking=1),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.show_ideas,
        lambda a: ranking.show_ideas(a.project, by=a.by, ranking=1),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.clarify_idea,
        lambda a: ranking.clarify_idea(a.project, by=a.by, ranking=1, idea=1, words="So."),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.join_ideas,
        lambda a: ranking.join_ideas(a.project, by=a.by, ranking=1, first=1, second=2),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.keep_apart,
        lambda a: ranking.keep_apart(a.project, by=a.by, ranking=1, first=1, second=2),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.open_ranking,
        lambda a: ranking.open_ranking(a.project, by=a.by, ranking=1),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.rank_ideas,
        lambda a: ranking.rank_ideas(a.project, by=a.by, ranking=1, ideas=["none"]),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.go_on_without,
        lambda a: ranking.go_on_without(a.project, by=a.by, ranking=1),
        NO_SUCH_QUESTION,
    ),
    acts(
        ranking.call_off_ranking,
        lambda a: ranking.call_off_ranking(a.project, by=a.by, ranking=1),
        NO_SUCH_QUESTION,
    ),
    reads(ranking.see_rankings, lambda a: ranking.see_rankings(a.project, by=a.by), MEMBERS),
    reads(
        ranking.see_ranking,
        lambda a: ranking.see_ranking(a.project, by=a.by, ranking=1),
        "* W357",
    ),
    # --- the team ---
    acts(
        team.add_member,
        lambda a: team.add_member(a.project, "Teal", roles={Role.CODER}, by=a.by),
        FACILITATORS,
    ),
    acts(
        team.change_sides,
        lambda a: team.change_sides(a.project, by=a.by, sides=set(Side)),
        "guest ok / * W124",
    ),
    shows(team.list_members, lambda a: team.list_members(a.project)),
    acts(
        team.change_terms,
        lambda a: team.change_terms(a.project, by=a.by, reason="Why.", unit=Unit.SENTENCE),
        FACILITATORS,
    ),
    acts(
        team_pages.write_page,
        lambda a: team_pages.write_page(
            a.project, by=a.by, kind=PageKind.SUPPORT, words="Ring us."
        ),
        NO_GUESTS,
    ),
    shows(team_pages.find_page, lambda a: team_pages.find_page(a.project, PageKind.SUPPORT)),
    shows(
        team_pages.list_page_versions,
        lambda a: team_pages.list_page_versions(a.project, PageKind.SUPPORT),
    ),
    shows(
        writing.find_in_writing,
        lambda a: writing.find_in_writing(a.project, [f"{SHOWN_AT_REVEAL.lower()} words"]),
    ),
]
