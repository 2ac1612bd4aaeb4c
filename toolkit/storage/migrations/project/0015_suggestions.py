"""What a machine proposed and what people said to it; whether a team has machines read along."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=optional)


def _id(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=optional)


def upgrade() -> None:
    """Build both tables; a machine may read along until a team says otherwise."""
    op.add_column(
        "terms", sa.Column("reads_along", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.create_table(
        "suggestion_models",
        _id("version"),
        _number("position"),
        _text("made_at"),
        _text("card"),
        _text("texts"),
        sa.Column("suggestions", sa.Text(), nullable=True),
        sa.Column("doubts", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_suggestion_models")),
        sa.UniqueConstraint("position", name=op.f("uq_suggestion_models_position")),
    )
    op.create_table(
        "suggestion_replies",
        _id("member_id"),
        _id("transcript_id"),
        _number("transcript_version"),
        _number("start"),
        _number("end"),
        _id("code_id"),
        _id("round_id"),
        _id("model_version"),
        _text("reply"),
        _id("coding_id", optional=True),
        _text("made_at"),
        *(
            sa.ForeignKeyConstraint(
                [column], [target], name=op.f(f"fk_suggestion_replies_{column}")
            )
            for column, target in (
                ("member_id", "members.id"),
                ("transcript_id", "transcripts.id"),
                ("round_id", "rounds.id"),
                ("model_version", "suggestion_models.version"),
                ("coding_id", "codings.id"),
            )
        ),
        sa.PrimaryKeyConstraint(
            "member_id",
            "transcript_id",
            "transcript_version",
            "start",
            "end",
            "code_id",
            name=op.f("pk_suggestion_replies"),
        ),
    )
