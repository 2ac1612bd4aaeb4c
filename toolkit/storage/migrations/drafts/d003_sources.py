"""Sources: the lines that a draft was read from, so that they can be read again another way."""

import sqlalchemy as sa
from alembic import op

revision = "d003"
down_revision = "d002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the table; drafts from before have no lines in it."""
    op.create_table(
        "draft_sources",
        sa.Column("draft_id", sa.String(length=64), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft_texts.id"], name=op.f("fk_draft_sources_draft_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_draft_sources")),
    )
