"""Review sessions, who came, who chaired, what was taken up; reasons written at the same time."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=optional)


def _position() -> sa.Column[int]:
    return sa.Column("position", sa.Integer(), autoincrement=False, nullable=False)


def upgrade() -> None:
    """Build the tables; nothing that was there is touched."""
    op.create_index("ix_audit_kind", "audit", ["kind"])
    op.create_table(
        "more_reasons",
        _id("decision_id"),
        _position(),
        _id("member_id"),
        _text("words"),
        _points_to("more_reasons", "decision_id", "decisions.id"),
        _points_to("more_reasons", "member_id", "members.id"),
        sa.PrimaryKeyConstraint("decision_id", "position", name=op.f("pk_more_reasons")),
    )
    op.create_table(
        "review_sessions",
        _id(),
        sa.Column("number", sa.Integer(), nullable=False),
        _id("begun_by"),
        _text("begun_at"),
        _text("transcript_ids"),
        _text("queue_order"),
        _text("ended_at", optional=True),
        _text("next"),
        _points_to("review_sessions", "begun_by", "members.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_sessions")),
        sa.UniqueConstraint("number", name=op.f("uq_review_sessions_number")),
    )
    op.create_table(
        "session_people",
        _id("session_id"),
        _id("member_id"),
        _text("joined_at"),
        _text("left_at", optional=True),
        sa.Column("follows", sa.Boolean(), nullable=False),
        _points_to("session_people", "session_id", "review_sessions.id"),
        _points_to("session_people", "member_id", "members.id"),
        sa.PrimaryKeyConstraint("session_id", "member_id", name=op.f("pk_session_people")),
    )
    op.create_table(
        "session_chairs",
        _id("session_id"),
        _position(),
        _id("member_id"),
        _text("since"),
        _points_to("session_chairs", "session_id", "review_sessions.id"),
        _points_to("session_chairs", "member_id", "members.id"),
        sa.PrimaryKeyConstraint("session_id", "position", name=op.f("pk_session_chairs")),
    )
    op.create_table(
        "session_places",
        _id("session_id"),
        _position(),
        _id("difference_id"),
        _text("since"),
        _points_to("session_places", "session_id", "review_sessions.id"),
        sa.PrimaryKeyConstraint("session_id", "position", name=op.f("pk_session_places")),
    )
