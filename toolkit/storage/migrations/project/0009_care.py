"""Pages that the team writes, reading aids, what sets cases apart, practice and shuffled rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def upgrade() -> None:
    """Build three tables; no round and no text that was there is for practice."""
    op.create_table(
        "team_pages",
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        _text("words"),
        sa.Column("made_by", sa.String(length=64), nullable=True),
        _text("made_at"),
        sa.ForeignKeyConstraint(["made_by"], ["members.id"], name=op.f("fk_team_pages_made_by")),
        sa.PrimaryKeyConstraint("kind", "version", name=op.f("pk_team_pages")),
    )
    op.create_table(
        "case_attributes",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        _text("value"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_attributes_case_id")),
        sa.PrimaryKeyConstraint("case_id", "name", name=op.f("pk_case_attributes")),
    )
    op.create_table(
        "reading_aids",
        sa.Column("member_id", sa.String(length=64), nullable=False),
        _text("text_size"),
        _text("line_spacing"),
        _text("letter_spacing"),
        _text("typeface"),
        _text("colours"),
        sa.Column("one_turn", sa.Boolean(), nullable=False),
        sa.Column("read_aloud", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_reading_aids_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_reading_aids")),
    )
    op.add_column("transcripts", _flag("is_practice"))
    op.add_column("rounds", _flag("is_practice"))
    op.add_column("rounds", _flag("is_shuffled"))
