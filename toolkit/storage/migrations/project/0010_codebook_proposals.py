"""Proposals to change the codebook, the votes on them, and what coders looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _id(name: str = "id", *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=optional)


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=optional)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=optional)


def upgrade() -> None:
    """Build the tables; nothing that was there is touched."""
    op.create_table(
        "codebook_proposals",
        _id(),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("kind"),
        _text("change"),
        _text("reason"),
        _id("proposed_by"),
        _text("made_at"),
        sa.Column("based_on", sa.Integer(), nullable=False),
        _id("own_code_id", optional=True),
        _text("withdrawn_at", optional=True),
        _points_to("codebook_proposals", "proposed_by", "members.id"),
        _points_to("codebook_proposals", "based_on", "codebooks.version"),
        _points_to("codebook_proposals", "own_code_id", "own_codes.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_proposals")),
        sa.UniqueConstraint("number", name=op.f("uq_codebook_proposals_number")),
        sa.UniqueConstraint("own_code_id", name=op.f("uq_codebook_proposals_own_code_id")),
    )
    op.create_table(
        "proposal_votings",
        _id(),
        _id("proposal_id"),
        _id("opened_by", optional=True),
        _text("opened_at"),
        _text("present"),
        _text("left_out"),
        _number("terms_version"),
        _text("closed_at", optional=True),
        _text("outcome", optional=True),
        _text("explanation"),
        sa.Column("made_version", sa.Integer(), nullable=True),
        _points_to("proposal_votings", "proposal_id", "codebook_proposals.id"),
        _points_to("proposal_votings", "opened_by", "members.id"),
        _points_to("proposal_votings", "made_version", "codebooks.version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_votings")),
    )
    op.create_index(
        "uq_proposal_votings_open",
        "proposal_votings",
        ["proposal_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "proposal_votes",
        _id("voting_id"),
        _id("member_id"),
        _text("stance"),
        _text("why"),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        _points_to("proposal_votes", "voting_id", "proposal_votings.id"),
        _points_to("proposal_votes", "member_id", "members.id"),
        sa.PrimaryKeyConstraint("voting_id", "member_id", name=op.f("pk_proposal_votes")),
    )
    op.create_table(
        "proposal_dissents",
        _id("voting_id"),
        _number("position"),
        _id("member_id", optional=True),
        _text("words"),
        _points_to("proposal_dissents", "voting_id", "proposal_votings.id"),
        _points_to("proposal_dissents", "member_id", "members.id"),
        sa.PrimaryKeyConstraint("voting_id", "position", name=op.f("pk_proposal_dissents")),
    )
    op.create_table(
        "looked_again",
        _id("coding_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("made_at"),
        _points_to("looked_again", "coding_id", "codings.id"),
        _points_to("looked_again", "version", "codebooks.version"),
        sa.PrimaryKeyConstraint("coding_id", "version", name=op.f("pk_looked_again")),
    )
