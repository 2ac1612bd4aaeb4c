"""The redaction log, the checklist that was signed, and which keys to the names were made."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=optional)


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=optional)


def _id(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    """Build two tables; what was cleared before has no signed checklist."""
    op.add_column("clearings", sa.Column("signed", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "redactions",
        _id("transcript_id"),
        _number("version"),
        _number("position"),
        _text("part"),
        _number("turn", optional=True),
        _number("start"),
        _number("end"),
        _text("finding_class"),
        _text("kind"),
        _text("choice"),
        _text("instead"),
        _id("settled_by"),
        _points_to("redactions", "settled_by", "members.id"),
        sa.ForeignKeyConstraint(
            ["transcript_id", "version"],
            ["transcript_versions.transcript_id", "transcript_versions.version"],
            name=op.f("fk_redactions_transcript_id"),
        ),
        sa.PrimaryKeyConstraint("transcript_id", "version", "position", name=op.f("pk_redactions")),
    )
    op.create_table(
        "name_keys",
        _id("id"),
        _id("made_by"),
        _text("made_at"),
        _text("given_up_at", optional=True),
        _points_to("name_keys", "made_by", "members.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_keys")),
    )
