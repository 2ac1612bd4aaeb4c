"""The tables. What they hold is what `toolkit.model` says; the migrations build them.

`project` holds cleared text and the team's work. `drafts` holds text that nobody but a
checker may open: it is a database of its own (with SQLite a file of its own), so that no
backup or version of the project ever holds an original name.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    true,
)
from sqlalchemy.schema import SchemaItem

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
project = MetaData(naming_convention=NAMING)
drafts = MetaData(naming_convention=NAMING)


def _table(name: str, *columns: SchemaItem) -> Table:
    return Table(name, project, *columns)


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(64), primary_key=True)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _number(name: str, *, key: bool = False, optional: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=optional, autoincrement=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


def _points_to(name: str, target: str, *, key: bool = False, optional: bool = False) -> Column[str]:
    return Column(name, String(64), ForeignKey(target), primary_key=key, nullable=optional)


project_facts = _table("project_facts", _id(), _text("secret_key"), _text("made_at"))

terms = _table(
    "terms",
    _number("version", key=True),
    _text("method"),
    _text("rule"),
    _text("unit"),
    _text("reason"),
    _text("made_by", optional=True),
    _text("made_at"),
    Column("floor", Integer, nullable=False, server_default="1"),
    Column("reads_along", Boolean, nullable=False, server_default=true()),
)

members = _table(
    "members",
    _id(),
    Column("pen_name", Text, nullable=False, unique=True),
    _text("roles"),
    _text("sides"),
    _text("made_at"),
)

team_pages = _table(
    "team_pages",
    Column("kind", String(64), primary_key=True),
    _number("version", key=True),
    _text("words"),
    _points_to("made_by", "members.id", optional=True),
    _text("made_at"),
)

cases = _table("cases", _id(), Column("name", Text, nullable=False, unique=True))

case_attributes = _table(
    "case_attributes",
    _points_to("case_id", "cases.id", key=True),
    Column("name", String(80), primary_key=True),
    _text("value"),
)

sources = _table("sources", _id("digest"), _text("kept_as"))

transcripts = _table(
    "transcripts",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _points_to("case_id", "cases.id", optional=True),
    # An invented text to practise on: it counts nowhere.
    _flag("is_practice"),
)

transcript_versions = _table(
    "transcript_versions",
    _points_to("transcript_id", "transcripts.id", key=True),
    _number("version", key=True),
    _text("text"),
    _text("made_at"),
    # Of a correction: why it was made, and the draft that it was cleared from.
    _text("reason", optional=True),
    Column("draft_id", String(64), nullable=True),
)

VERSION_KEY = ("transcript_versions.transcript_id", "transcript_versions.version")


def _of_version() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["transcript_id", "version"], VERSION_KEY)


speakers = _table(
    "speakers",
    Column("transcript_id", String(64), primary_key=True),
    _number("version", key=True),
    _number("position", key=True),
    _text("label"),
    _text("role", optional=True),
    _of_version(),
)

turns = _table(
    "turns",
    Column("transcript_id", String(64), primary_key=True),
    _number("version", key=True),
    _number("position", key=True),
    _text("speaker", optional=True),
    _number("start"),
    _number("end"),
    _text("locator"),
    _of_version(),
)

interjections = _table(
    "interjections",
    Column("transcript_id", String(64), primary_key=True),
    _number("version", key=True),
    _number("position", key=True),
    _number("start"),
    _number("end"),
    _text("speaker", optional=True),
    _of_version(),
)

clearings = _table(
    "clearings",
    Column("transcript_id", String(64), primary_key=True),
    _number("version", key=True),
    _points_to("cleared_by", "members.id"),
    _points_to("approved_by", "members.id"),
    _text("reason"),
    Column("was_read", Boolean, nullable=False),
    _number("findings_settled"),
    _number("findings_left"),
    _text("made_at"),
    _text("signed"),
    _of_version(),
)

redactions = _table(
    "redactions",
    Column("transcript_id", String(64), primary_key=True),
    _number("version", key=True),
    _number("position", key=True),
    _text("part"),
    _number("turn", optional=True),
    _number("start"),
    _number("end"),
    _text("finding_class"),
    _text("kind"),
    _text("choice"),
    _text("instead"),
    _points_to("settled_by", "members.id"),
    _of_version(),
)

name_keys = _table(
    "name_keys",
    _id(),
    _points_to("made_by", "members.id"),
    _text("made_at"),
    _text("given_up_at", optional=True),
)

content_notes = _table(
    "content_notes",
    Column("transcript_id", String(64), primary_key=True),
    _number("version", key=True),
    _number("turn", key=True),
    _text("words"),
    _points_to("made_by", "members.id", optional=True),
    _text("made_at"),
    _of_version(),
)

codebooks = _table(
    "codebooks",
    _number("version", key=True),
    _text("reason"),
    _points_to("made_by", "members.id", optional=True),
    _text("made_at"),
)

themes = _table(
    "themes",
    Column("version", Integer, ForeignKey("codebooks.version"), primary_key=True),
    _id(),
    _number("position"),
    _text("name"),
)

codes = _table(
    "codes",
    Column("version", Integer, ForeignKey("codebooks.version"), primary_key=True),
    _id(),
    _number("position"),
    _text("theme_id", optional=True),
    _text("name"),
    _text("plain_meaning"),
    _text("use_when"),
    _text("not_when"),
    _text("example"),
    Column("content_note", Boolean, nullable=False),
)

rounds = _table(
    "rounds",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _text("state"),
    Column("imported", Boolean, nullable=False),
    Column("codebook_version", Integer, ForeignKey("codebooks.version"), nullable=False),
    _text("opened_at"),
    _text("revealed_at", optional=True),
    _text("reveal_reason"),
    _flag("is_practice"),
    _flag("is_shuffled"),
)

assignments = _table(
    "assignments",
    _points_to("round_id", "rounds.id", key=True),
    Column("transcript_id", String(64), primary_key=True),
    _points_to("coder_id", "members.id", key=True),
    _number("version"),
    _of_version(),
)

seals = _table(
    "seals",
    Column("round_id", String(64), primary_key=True),
    Column("transcript_id", String(64), primary_key=True),
    Column("coder_id", String(64), primary_key=True),
    _text("digest"),
    _text("made_at"),
    ForeignKeyConstraint(
        ["round_id", "transcript_id", "coder_id"],
        ["assignments.round_id", "assignments.transcript_id", "assignments.coder_id"],
    ),
)

own_codes = _table(
    "own_codes",
    _id(),
    _points_to("owner_id", "members.id"),
    _points_to("round_id", "rounds.id"),
    _text("name"),
    _text("plain_meaning"),
)

codings = _table(
    "codings",
    _id(),
    Column("transcript_id", String(64), nullable=False),
    _number("version"),
    _number("start"),
    _number("end"),
    _text("quotation"),
    _text("answer"),
    _text("code_id", optional=True),
    _number("codebook_version"),
    _points_to("coder_id", "members.id"),
    _points_to("round_id", "rounds.id"),
    _text("made_at"),
    Column("after_seal", Boolean, nullable=False),
    _text("line"),
    _of_version(),
    Index("ix_codings_round_id", "round_id", "coder_id", "transcript_id"),
)

# Where a coding stands in a later version of its text; without a span its coder let it go. The
# row of `codings` stays as it was made and sealed.
coding_places = _table(
    "coding_places",
    _points_to("coding_id", "codings.id", key=True),
    _number("version", key=True),
    _number("start", optional=True),
    _number("end", optional=True),
    _text("quotation", optional=True),
    _text("made_at"),
)

memos = _table(
    "memos",
    _id(),
    _text("target_kind"),
    _text("target_id"),
    _points_to("author_id", "members.id"),
    _text("words"),
    Column("shared", Boolean, nullable=False),
    _text("made_at"),
)

# Who says that a speaker's words are their own; nobody but they themselves is told who that is.
own_words = _table(
    "own_words",
    _points_to("member_id", "members.id", key=True),
    _points_to("transcript_id", "transcripts.id", key=True),
    Column("speaker", String(400), primary_key=True),
    Column("may_quote", Boolean, nullable=False),
)

decisions = _table(
    "decisions",
    _id(),
    Column("difference_id", String(64), nullable=False),
    _points_to("round_id", "rounds.id"),
    _points_to("transcript_id", "transcripts.id"),
    Column("version", Integer, nullable=False, server_default="1"),
    _number("start"),
    _number("end"),
    _text("outcome"),
    _text("choice", optional=True),
    _text("code_ids"),
    _text("rule"),
    _number("terms_version"),
    _text("reason"),
    _text("present"),
    _points_to("recorded_by", "members.id"),
    _text("made_at"),
    # Unique: of two decisions that would both replace one, the second is refused.
    Column("replaces", String(64), ForeignKey("decisions.id"), unique=True, nullable=True),
    Index(
        "uq_decisions_first",
        "difference_id",
        unique=True,
        sqlite_where=Column("replaces").is_(None),
        postgresql_where=Column("replaces").is_(None),
    ),
)

decision_places = _table(
    "decision_places",
    _points_to("decision_id", "decisions.id", key=True),
    _number("version", key=True),
    _number("start"),
    _number("end"),
)

votes = _table(
    "votes",
    _points_to("decision_id", "decisions.id", key=True),
    _points_to("member_id", "members.id", key=True),
    _text("choice"),
    _text("code_ids"),
    _number("start", optional=True),
    _number("end", optional=True),
)

dissents = _table(
    "dissents",
    _points_to("decision_id", "decisions.id", key=True),
    _number("position", key=True),
    _points_to("member_id", "members.id", optional=True),
    _text("words"),
)

more_reasons = _table(
    "more_reasons",
    _points_to("decision_id", "decisions.id", key=True),
    _number("position", key=True),
    _points_to("member_id", "members.id"),
    _text("words"),
)

review_sessions = _table(
    "review_sessions",
    _id(),
    Column("number", Integer, nullable=False, unique=True),
    _points_to("begun_by", "members.id"),
    _text("begun_at"),
    _text("transcript_ids"),
    _text("queue_order"),
    _text("ended_at", optional=True),
    _text("next"),
)

session_people = _table(
    "session_people",
    _points_to("session_id", "review_sessions.id", key=True),
    _points_to("member_id", "members.id", key=True),
    _text("joined_at"),
    _text("left_at", optional=True),
    # Theirs alone: whether their browser shows what the chair shows.
    Column("follows", Boolean, nullable=False),
)

session_chairs = _table(
    "session_chairs",
    _points_to("session_id", "review_sessions.id", key=True),
    _number("position", key=True),
    _points_to("member_id", "members.id"),
    _text("since"),
)

session_places = _table(
    "session_places",
    _points_to("session_id", "review_sessions.id", key=True),
    _number("position", key=True),
    Column("difference_id", String(64), nullable=False),
    _text("since"),
)

votings = _table(
    "votings",
    _id(),
    Column("difference_id", String(64), nullable=False),
    _points_to("round_id", "rounds.id"),
    _points_to("opened_by", "members.id"),
    _text("opened_at"),
    _text("present"),
    _number("terms_version"),
    _points_to("replaces", "decisions.id", optional=True),
    _text("closed_at", optional=True),
    _points_to("decision_id", "decisions.id", optional=True),
    # Of two votes opened at once on one difference, the second is refused.
    Index(
        "uq_votings_open",
        "difference_id",
        unique=True,
        sqlite_where=Column("closed_at").is_(None),
        postgresql_where=Column("closed_at").is_(None),
    ),
)

cast_votes = _table(
    "cast_votes",
    _points_to("voting_id", "votings.id", key=True),
    _points_to("member_id", "members.id", key=True),
    _text("choice"),
    _text("code_ids"),
    _number("start", optional=True),
    _number("end", optional=True),
    _text("why"),
)

codebook_proposals = _table(
    "codebook_proposals",
    _id(),
    Column("number", Integer, nullable=False, unique=True),
    _text("kind"),
    # What would be different, as JSON: the ids it is about, the codes and themes it makes.
    _text("change"),
    _text("reason"),
    _points_to("proposed_by", "members.id"),
    _text("made_at"),
    Column("based_on", Integer, ForeignKey("codebooks.version"), nullable=False),
    # Unique: an own code becomes a proposal once.
    Column("own_code_id", String(64), ForeignKey("own_codes.id"), unique=True, nullable=True),
    _text("withdrawn_at", optional=True),
)

proposal_votings = _table(
    "proposal_votings",
    _id(),
    _points_to("proposal_id", "codebook_proposals.id"),
    _points_to("opened_by", "members.id", optional=True),
    _text("opened_at"),
    _text("present"),
    _text("left_out"),
    _number("terms_version"),
    _text("closed_at", optional=True),
    _text("outcome", optional=True),
    _text("explanation"),
    Column("made_version", Integer, ForeignKey("codebooks.version"), nullable=True),
    # Of two votes opened at once on one proposal, the second is refused.
    Index(
        "uq_proposal_votings_open",
        "proposal_id",
        unique=True,
        sqlite_where=Column("closed_at").is_(None),
        postgresql_where=Column("closed_at").is_(None),
    ),
)

proposal_votes = _table(
    "proposal_votes",
    _points_to("voting_id", "proposal_votings.id", key=True),
    _points_to("member_id", "members.id", key=True),
    _text("stance"),
    _text("why"),
    # They would go on without those who have not voted.
    Column("goes_on", Boolean, nullable=False),
)

proposal_dissents = _table(
    "proposal_dissents",
    _points_to("voting_id", "proposal_votings.id", key=True),
    _number("position", key=True),
    _points_to("member_id", "members.id", optional=True),
    _text("words"),
)

# What a coder has looked at again after a code of theirs went in this version of the codebook.
looked_again = _table(
    "looked_again",
    _points_to("coding_id", "codings.id", key=True),
    Column("version", Integer, ForeignKey("codebooks.version"), primary_key=True),
    _text("made_at"),
)

# Questions that the team settles by ranking; `toolkit.storage.rankings` says what is shown when.
rankings = _table(
    "rankings",
    _id(),
    Column("number", Integer, nullable=False, unique=True),
    _text("question"),
    _text("subject", optional=True),
    _text("subject_id", optional=True),
    _number("places"),
    _text("step"),
    _points_to("begun_by", "members.id"),
    _text("begun_at"),
    _text("people"),
    _number("terms_version"),
    _text("not_waited"),
    _text("left_out"),
    _text("ended_at", optional=True),
)

ranking_ideas = _table(
    "ranking_ideas",
    _id(),
    _points_to("ranking_id", "rankings.id"),
    _points_to("author_id", "members.id"),
    _text("words"),
    # Drawn by lot when the ideas are shown.
    _number("number", optional=True),
    _points_to("joined_into", "ranking_ideas.id", optional=True),
)

ranking_clarifications = _table(
    "ranking_clarifications",
    _points_to("idea_id", "ranking_ideas.id", key=True),
    _number("position", key=True),
    _text("words"),
)

ranking_requests = _table(
    "ranking_requests",
    _points_to("first_id", "ranking_ideas.id", key=True),
    _points_to("second_id", "ranking_ideas.id", key=True),
)

# The authors who agree that two ideas are one.
ranking_consents = _table(
    "ranking_consents",
    _points_to("first_id", "ranking_ideas.id", key=True),
    _points_to("second_id", "ranking_ideas.id", key=True),
    _points_to("member_id", "members.id", key=True),
)

# Who is done with a step, and who would go on without those who are not.
ranking_done = _table(
    "ranking_done",
    _points_to("ranking_id", "rankings.id", key=True),
    Column("step", String(64), primary_key=True),
    _points_to("member_id", "members.id", key=True),
    Column("goes_on", Boolean, nullable=False),
)

ranking_places = _table(
    "ranking_places",
    _points_to("ranking_id", "rankings.id", key=True),
    _points_to("member_id", "members.id", key=True),
    _number("place", key=True),
    _points_to("idea_id", "ranking_ideas.id"),
)

# Long work, and what came of it; a result is erased when a newer one of its kind is there.
jobs = _table(
    "jobs",
    _id(),
    _text("kind"),
    _text("settings"),
    _text("basis"),
    _points_to("asked_by", "members.id", optional=True),
    _text("state"),
    _text("asked_at"),
    _number("progress"),
    _text("doing"),
    _text("heartbeat", optional=True),
    _text("ended_at", optional=True),
    Column("worker", String(64), nullable=True),
    _text("problem"),
    _text("result", optional=True),
)

# Each model with all that it proposed, as JSON. What it proposed is erased where a team wants no
# machine any more; that it was there stays.
suggestion_models = _table(
    "suggestion_models",
    _id("version"),
    Column("position", Integer, unique=True, nullable=False, autoincrement=False),
    _text("made_at"),
    _text("card"),
    _text("texts"),
    _text("suggestions", optional=True),
    _text("doubts", optional=True),
)

# Its key is what was proposed, so that a reader says one thing to it, whichever model it was.
suggestion_replies = _table(
    "suggestion_replies",
    _points_to("member_id", "members.id", key=True),
    _points_to("transcript_id", "transcripts.id", key=True),
    _number("transcript_version", key=True),
    _number("start", key=True),
    _number("end", key=True),
    Column("code_id", String(64), primary_key=True),
    _points_to("round_id", "rounds.id"),
    _points_to("model_version", "suggestion_models.version"),
    _text("reply"),
    _points_to("coding_id", "codings.id", optional=True),
    _text("made_at"),
)

audit = _table(
    "audit",
    Column("chain", String(160), primary_key=True),
    _number("position", key=True),
    _text("made_at"),
    _text("actor_id", optional=True),
    _text("kind"),
    _text("facts"),
    _text("previous"),
    _text("hash"),
    Index("ix_audit_kind", "kind"),
)


def _of_member(*, key: bool = False) -> Column[str]:
    # Goes with its member: who has left the team is signed in nowhere.
    target = ForeignKey("members.id", ondelete="CASCADE")
    return Column("member_id", String(64), target, primary_key=key, nullable=False)


accounts = _table(
    "accounts",
    _of_member(key=True),
    _text("passphrase_hash"),
    _text("made_at"),
)

identities = _table(
    "identities",
    _of_member(key=True),
    Column("digest", String(64), nullable=False, unique=True),
    _text("made_at"),
)

reading_aids = _table(
    "reading_aids",
    _of_member(key=True),
    _text("text_size"),
    _text("line_spacing"),
    _text("letter_spacing"),
    _text("typeface"),
    _text("colours"),
    Column("one_turn", Boolean, nullable=False),
    Column("read_aloud", Boolean, nullable=False),
)

one_time_links = _table(
    "one_time_links",
    _id("digest"),
    _of_member(),
    _text("purpose"),
    _text("ends_at"),
)

sessions = _table(
    "sessions",
    _id("digest"),
    _of_member(),
    _text("made_at"),
    _text("last_seen_at"),
    _text("ends_at"),
)

sign_in_failures = _table("sign_in_failures", _id("digest"), _number("count"), _text("last_at"))

draft_texts = Table(
    "draft_texts",
    drafts,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _text("state"),
    _text("transcript"),
    _text("report"),
    _text("made_at"),
    Column("revises", String(64), nullable=True),
    _text("revision_reason", optional=True),
)

draft_findings = Table(
    "draft_findings",
    drafts,
    _points_to("draft_id", "draft_texts.id", key=True),
    _number("position", key=True),
    _text("part"),
    _number("start"),
    _number("end"),
    _text("finding_class"),
    _text("kind"),
    Column("sure", Boolean, nullable=False),
    _text("reason"),
    _text("identity"),
    _text("choice", optional=True),
    _text("replacement", optional=True),
    _text("settled_by", optional=True),
)

draft_proposals = Table(
    "draft_proposals",
    drafts,
    _points_to("draft_id", "draft_texts.id", key=True),
    _text("proposed_by"),
    _text("reason"),
    _text("made_at"),
    _text("signed"),
)

draft_sources = Table(
    "draft_sources",
    drafts,
    _points_to("draft_id", "draft_texts.id", key=True),
    _text("lines"),
)
