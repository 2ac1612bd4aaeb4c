"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER audit_no_{act} BEFORE {ACT} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit log is only ever added to'; END
$$ LANGUAGE plpgsql
"""

POSTGRESQL = """
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    """Build them."""
    op.create_table(
        "audit",
        sa.Column("chain", sa.String(length=160), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "position", name=op.f("pk_audit")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("name", name=op.f("uq_cases_name")),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("pen_name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("pen_name", name=op.f("uq_members_pen_name")),
    )
    op.create_table(
        "project_facts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("secret_key", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_facts")),
    )
    op.create_table(
        "sources",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kept_as", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sources")),
    )
    op.create_table(
        "terms",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_terms")),
    )
    op.create_table(
        "codebooks",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["members.id"], name=op.f("fk_codebooks_made_by")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_codebooks")),
    )
    op.create_table(
        "memos",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name=op.f("fk_memos_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memos")),
    )
    op.create_table(
        "transcripts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_transcripts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcripts")),
        sa.UniqueConstraint("name", name=op.f("uq_transcripts_name")),
    )
    op.create_table(
        "clearings",
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("cleared_by", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("was_read", sa.Boolean(), nullable=False),
        sa.Column("findings_settled", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("findings_left", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["members.id"], name=op.f("fk_clearings_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["cleared_by"], ["members.id"], name=op.f("fk_clearings_cleared_by")
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name=op.f("fk_clearings_transcript_id")
        ),
        sa.PrimaryKeyConstraint("transcript_id", name=op.f("pk_clearings")),
    )
    op.create_table(
        "codes",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("theme_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plain_meaning", sa.Text(), nullable=False),
        sa.Column("use_when", sa.Text(), nullable=False),
        sa.Column("not_when", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("content_note", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["codebooks.version"], name=op.f("fk_codes_version")),
        sa.PrimaryKeyConstraint("version", "id", name=op.f("pk_codes")),
    )
    op.create_table(
        "content_notes",
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["members.id"], name=op.f("fk_content_notes_made_by")),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name=op.f("fk_content_notes_transcript_id")
        ),
        sa.PrimaryKeyConstraint("transcript_id", "turn", name=op.f("pk_content_notes")),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("codebook_version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("revealed_at", sa.Text(), nullable=True),
        sa.Column("reveal_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["codebook_version"], ["codebooks.version"], name=op.f("fk_rounds_codebook_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("name", name=op.f("uq_rounds_name")),
    )
    op.create_table(
        "themes",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["codebooks.version"], name=op.f("fk_themes_version")),
        sa.PrimaryKeyConstraint("version", "id", name=op.f("pk_themes")),
    )
    op.create_table(
        "transcript_versions",
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name=op.f("fk_transcript_versions_transcript_id")
        ),
        sa.PrimaryKeyConstraint("transcript_id", "version", name=op.f("pk_transcript_versions")),
    )
    op.create_table(
        "assignments",
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("coder_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["members.id"], name=op.f("fk_assignments_coder_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_assignments_round_id")),
        sa.ForeignKeyConstraint(
            ["transcript_id", "version"],
            ["transcript_versions.transcript_id", "transcript_versions.version"],
            name=op.f("fk_assignments_transcript_id"),
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "transcript_id", "coder_id", name=op.f("pk_assignments")
        ),
    )
    op.create_table(
        "codings",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=True),
        sa.Column("codebook_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("coder_id", sa.String(length=64), nullable=False),
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("after_seal", sa.Boolean(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["members.id"], name=op.f("fk_codings_coder_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_codings_round_id")),
        sa.ForeignKeyConstraint(
            ["transcript_id", "version"],
            ["transcript_versions.transcript_id", "transcript_versions.version"],
            name=op.f("fk_codings_transcript_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codings")),
    )
    op.create_index(
        "ix_codings_round_id", "codings", ["round_id", "coder_id", "transcript_id"], unique=False
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("difference_id", sa.String(length=64), nullable=False),
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=True),
        sa.Column("code_ids", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("terms_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("replaces", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["members.id"], name=op.f("fk_decisions_recorded_by")
        ),
        sa.ForeignKeyConstraint(["replaces"], ["decisions.id"], name=op.f("fk_decisions_replaces")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_decisions_round_id")),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name=op.f("fk_decisions_transcript_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("replaces", name=op.f("uq_decisions_replaces")),
    )
    op.create_index(
        "uq_decisions_first",
        "decisions",
        ["difference_id"],
        unique=True,
        sqlite_where=sa.text("replaces IS NULL"),
        postgresql_where=sa.text("replaces IS NULL"),
    )
    op.create_table(
        "own_codes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plain_meaning", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["members.id"], name=op.f("fk_own_codes_owner_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_own_codes_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_codes")),
    )
    op.create_table(
        "speakers",
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["transcript_id", "version"],
            ["transcript_versions.transcript_id", "transcript_versions.version"],
            name=op.f("fk_speakers_transcript_id"),
        ),
        sa.PrimaryKeyConstraint("transcript_id", "version", "position", name=op.f("pk_speakers")),
    )
    op.create_table(
        "turns",
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id", "version"],
            ["transcript_versions.transcript_id", "transcript_versions.version"],
            name=op.f("fk_turns_transcript_id"),
        ),
        sa.PrimaryKeyConstraint("transcript_id", "version", "position", name=op.f("pk_turns")),
    )
    op.create_table(
        "dissents",
        sa.Column("decision_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_dissents_decision_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_dissents_member_id")),
        sa.PrimaryKeyConstraint("decision_id", "position", name=op.f("pk_dissents")),
    )
    op.create_table(
        "seals",
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("coder_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "transcript_id", "coder_id"],
            ["assignments.round_id", "assignments.transcript_id", "assignments.coder_id"],
            name=op.f("fk_seals_round_id"),
        ),
        sa.PrimaryKeyConstraint("round_id", "transcript_id", "coder_id", name=op.f("pk_seals")),
    )
    op.create_table(
        "votes",
        sa.Column("decision_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("code_ids", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_votes_decision_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_votes_member_id")),
        sa.PrimaryKeyConstraint("decision_id", "member_id", name=op.f("pk_votes")),
    )

    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(SQLITE.format(act=act, ACT=act.upper()))
    else:
        op.execute(POSTGRESQL_FUNCTION)
        op.execute(POSTGRESQL)
