"""Long work, its state and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=optional)


def upgrade() -> None:
    """Build the table; nothing that was there is touched."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=64), nullable=False),
        _text("kind"),
        _text("settings"),
        _text("basis"),
        sa.Column("asked_by", sa.String(length=64), nullable=True),
        _text("state"),
        _text("asked_at"),
        sa.Column("progress", sa.Integer(), autoincrement=False, nullable=False),
        _text("doing"),
        _text("heartbeat", optional=True),
        _text("ended_at", optional=True),
        sa.Column("worker", sa.String(length=64), nullable=True),
        _text("problem"),
        _text("result", optional=True),
        sa.ForeignKeyConstraint(["asked_by"], ["members.id"], name=op.f("fk_jobs_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
