"""Questions that the team settles by ranking: their ideas, and each person's ranking."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
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


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    """Build the tables; nothing that was there is touched."""
    op.create_table(
        "rankings",
        _id(),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("question"),
        _text("subject", optional=True),
        _text("subject_id", optional=True),
        _number("places"),
        _text("step"),
        _id("begun_by"),
        _text("begun_at"),
        _text("people"),
        _number("terms_version"),
        _text("not_waited"),
        _text("left_out"),
        _text("ended_at", optional=True),
        _points_to("rankings", "begun_by", "members.id"),
        _key("rankings", "id"),
        sa.UniqueConstraint("number", name=op.f("uq_rankings_number")),
    )
    op.create_table(
        "ranking_ideas",
        _id(),
        _id("ranking_id"),
        _id("author_id"),
        _text("words"),
        _number("number", optional=True),
        _id("joined_into", optional=True),
        _points_to("ranking_ideas", "ranking_id", "rankings.id"),
        _points_to("ranking_ideas", "author_id", "members.id"),
        _points_to("ranking_ideas", "joined_into", "ranking_ideas.id"),
        _key("ranking_ideas", "id"),
    )
    op.create_table(
        "ranking_clarifications",
        _id("idea_id"),
        _number("position"),
        _text("words"),
        _points_to("ranking_clarifications", "idea_id", "ranking_ideas.id"),
        _key("ranking_clarifications", "idea_id", "position"),
    )
    op.create_table(
        "ranking_requests",
        _id("first_id"),
        _id("second_id"),
        _points_to("ranking_requests", "first_id", "ranking_ideas.id"),
        _points_to("ranking_requests", "second_id", "ranking_ideas.id"),
        _key("ranking_requests", "first_id", "second_id"),
    )
    op.create_table(
        "ranking_consents",
        _id("first_id"),
        _id("second_id"),
        _id("member_id"),
        _points_to("ranking_consents", "first_id", "ranking_ideas.id"),
        _points_to("ranking_consents", "second_id", "ranking_ideas.id"),
        _points_to("ranking_consents", "member_id", "members.id"),
        _key("ranking_consents", "first_id", "second_id", "member_id"),
    )
    op.create_table(
        "ranking_done",
        _id("ranking_id"),
        _id("step"),
        _id("member_id"),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        _points_to("ranking_done", "ranking_id", "rankings.id"),
        _points_to("ranking_done", "member_id", "members.id"),
        _key("ranking_done", "ranking_id", "step", "member_id"),
    )
    op.create_table(
        "ranking_places",
        _id("ranking_id"),
        _id("member_id"),
        _number("place"),
        _id("idea_id"),
        _points_to("ranking_places", "ranking_id", "rankings.id"),
        _points_to("ranking_places", "member_id", "members.id"),
        _points_to("ranking_places", "idea_id", "ranking_ideas.id"),
        _key("ranking_places", "ranking_id", "member_id", "place"),
    )
