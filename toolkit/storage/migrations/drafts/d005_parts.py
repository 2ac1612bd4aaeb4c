"""Findings outside the text, what they name, and the checklist that a proposer signs."""

import sqlalchemy as sa
from alembic import op

revision = "d005"
down_revision = "d004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add where a finding is and whom it names; those from before are in the text."""
    _add("draft_findings", "part", "text")
    _add("draft_findings", "identity", "")
    _add("draft_proposals", "signed", "[]")


def _add(table: str, name: str, before: str) -> None:
    op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=before))
