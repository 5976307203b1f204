"""Files whose sessions were deleted, and indexes to find old and unfinished sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("discarded_files", sa.Column("key", sa.String(255), primary_key=True))
    op.create_index("tailoring_sessions_by_age", "tailoring_sessions", ["updated_at"])
    op.create_index(
        "tailoring_sessions_unfinished",
        "tailoring_sessions",
        ["status"],
        postgresql_where=sa.text("status NOT IN ('completed', 'stopped', 'failed')"),
    )


def downgrade() -> None:
    op.drop_index("tailoring_sessions_unfinished", "tailoring_sessions")
    op.drop_index("tailoring_sessions_by_age", "tailoring_sessions")
    op.drop_table("discarded_files")
