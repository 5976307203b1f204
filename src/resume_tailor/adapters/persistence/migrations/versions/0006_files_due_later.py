"""From when on a discarded file may be removed.

The column once stood in 0003, and databases that were made then have it already.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE discarded_files ADD COLUMN IF NOT EXISTS"
        " due TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP"
    )


def downgrade() -> None:
    op.drop_column("discarded_files", "due")
