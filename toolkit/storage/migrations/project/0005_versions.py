"""Versions: what a correction of a text made, and where codings and decisions stand in it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

VERSION_KEY = ["transcript_versions.transcript_id", "transcript_versions.version"]


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=optional)


def _id(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=optional)


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _of_version(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_transcript_id")
    return sa.ForeignKeyConstraint(["transcript_id", "version"], VERSION_KEY, name=name)


def _build_anew(table: str, *columns: SchemaItem) -> None:
    """Build a table with another key; all rows that were there are of the first version."""
    found = op.get_bind().execute(sa.text(f"SELECT * FROM {table}")).mappings().all()  # noqa: S608
    op.drop_table(table)
    made = op.create_table(table, *columns)
    op.bulk_insert(made, [{**row, "version": 1} for row in found])


def upgrade() -> None:
    """Build two tables, give four more a version; nothing that was there is lost."""
    op.add_column("transcript_versions", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("transcript_versions", _id("draft_id", optional=True))
    op.add_column(
        "decisions", sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    )
    _build_anew(
        "clearings",
        _id("transcript_id"),
        _number("version"),
        _id("cleared_by"),
        _id("approved_by"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("was_read", sa.Boolean(), nullable=False),
        _number("findings_settled"),
        _number("findings_left"),
        sa.Column("made_at", sa.Text(), nullable=False),
        _of_version("clearings"),
        _points_to("clearings", "cleared_by", "members.id"),
        _points_to("clearings", "approved_by", "members.id"),
        sa.PrimaryKeyConstraint("transcript_id", "version", name=op.f("pk_clearings")),
    )
    _build_anew(
        "content_notes",
        _id("transcript_id"),
        _number("version"),
        _number("turn"),
        sa.Column("words", sa.Text(), nullable=False),
        _id("made_by", optional=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        _of_version("content_notes"),
        _points_to("content_notes", "made_by", "members.id"),
        sa.PrimaryKeyConstraint("transcript_id", "version", "turn", name=op.f("pk_content_notes")),
    )
    op.create_table(
        "coding_places",
        _id("coding_id"),
        _number("version"),
        _number("start", optional=True),
        _number("end", optional=True),
        sa.Column("quotation", sa.Text(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        _points_to("coding_places", "coding_id", "codings.id"),
        sa.PrimaryKeyConstraint("coding_id", "version", name=op.f("pk_coding_places")),
    )
    op.create_table(
        "decision_places",
        _id("decision_id"),
        _number("version"),
        _number("start"),
        _number("end"),
        _points_to("decision_places", "decision_id", "decisions.id"),
        sa.PrimaryKeyConstraint("decision_id", "version", name=op.f("pk_decision_places")),
    )
