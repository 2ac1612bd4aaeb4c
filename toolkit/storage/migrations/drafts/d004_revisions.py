"""Revisions: a draft may hold the corrected text of a transcript that has been cleared."""

import sqlalchemy as sa
from alembic import op

revision = "d004"
down_revision = "d003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add which transcript a draft corrects, and why; drafts from before correct none."""
    op.add_column("draft_texts", sa.Column("revises", sa.String(length=64), nullable=True))
    op.add_column("draft_texts", sa.Column("revision_reason", sa.Text(), nullable=True))
