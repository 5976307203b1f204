"""Pages that were fetched, kept for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("url", "etag", "last_modified")
    op.create_table(
        "fetched_pages",
        sa.Column("key", sa.LargeBinary, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("fresh_until", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "stored_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("CURRENT_TIMESTAMP"),
            nullable=False,
        ),
    )
    op.create_index("fetched_pages_by_age", "fetched_pages", ["stored_at"])


def downgrade() -> None:
    op.drop_table("fetched_pages")
