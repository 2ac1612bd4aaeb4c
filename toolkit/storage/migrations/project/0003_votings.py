"""Voting on one's own device: who is present, and what they cast."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    """Build the two tables; nothing that was there is touched."""
    op.create_table(
        "votings",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("difference_id", sa.String(length=64), nullable=False),
        sa.Column("round_id", sa.String(length=64), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("terms_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("replaces", sa.String(length=64), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.String(length=64), nullable=True),
        _points_to("votings", "round_id", "rounds.id"),
        _points_to("votings", "opened_by", "members.id"),
        _points_to("votings", "replaces", "decisions.id"),
        _points_to("votings", "decision_id", "decisions.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votings")),
    )
    op.create_index(
        "uq_votings_open",
        "votings",
        ["difference_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "cast_votes",
        sa.Column("voting_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("code_ids", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        _points_to("cast_votes", "voting_id", "votings.id"),
        _points_to("cast_votes", "member_id", "members.id"),
        sa.PrimaryKeyConstraint("voting_id", "member_id", name=op.f("pk_cast_votes")),
    )
