"""Interjections: what somebody else says within a turn."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the table; transcripts that were there have none."""
    op.create_table(
        "interjections",
        sa.Column("transcript_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["transcript_id", "version"],
            ["transcript_versions.transcript_id", "transcript_versions.version"],
            name=op.f("fk_interjections_transcript_id"),
        ),
        sa.PrimaryKeyConstraint(
            "transcript_id", "version", "position", name=op.f("pk_interjections")
        ),
    )
