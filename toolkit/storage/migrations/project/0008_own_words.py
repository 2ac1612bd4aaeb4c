"""Own words: speakers who are readers too, and whether their words may be quoted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table in which a member says which words are their own."""
    op.create_table(
        "own_words",
        sa.Column(
            "member_id",
            sa.String(64),
            sa.ForeignKey("members.id", name="fk_own_words_member_id"),
            nullable=False,
        ),
        sa.Column(
            "transcript_id",
            sa.String(64),
            sa.ForeignKey("transcripts.id", name="fk_own_words_transcript_id"),
            nullable=False,
        ),
        sa.Column("speaker", sa.String(400), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "transcript_id", "speaker", name="pk_own_words"),
    )
