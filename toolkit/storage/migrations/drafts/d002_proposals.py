"""Proposals: a checker says that a draft may be cleared, and a second one has to agree."""

import sqlalchemy as sa
from alembic import op

revision = "d002"
down_revision = "d001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the table; no draft is touched."""
    op.create_table(
        "draft_proposals",
        sa.Column("draft_id", sa.String(length=64), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft_texts.id"], name=op.f("fk_draft_proposals_draft_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_draft_proposals")),
    )
