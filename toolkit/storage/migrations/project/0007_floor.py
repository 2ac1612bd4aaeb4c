"""Floor: the fewest people of a side that a table by side is shown for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give every version of the terms a floor; until a team sets one, nothing is hidden."""
    op.add_column("terms", sa.Column("floor", sa.Integer(), nullable=False, server_default="1"))
