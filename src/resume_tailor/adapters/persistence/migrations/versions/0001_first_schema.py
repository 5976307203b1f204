"""Users, sessions, events, and the job queue."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_QUEUE_SCHEMA = Path(__file__).parent.parent / "procrastinate_3_10.sql"

# Procrastinate wakes its workers when a job is inserted, but not when a lock is freed or a job is
# put back. Without this a waiting job is found only by polling (measured: 4.7 s at its default).
_WAKE_WHEN_FREED = """
CREATE FUNCTION wake_workers_when_freed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('procrastinate_any_queue_v1',
                      json_build_object('type', 'job_inserted', 'job_id', OLD.id)::text);
    RETURN NULL;
END;
$$;
CREATE TRIGGER wake_workers_when_job_ends AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status = 'doing' AND NEW.status <> 'doing')
    EXECUTE FUNCTION wake_workers_when_freed();
CREATE TRIGGER wake_workers_when_job_is_deleted AFTER DELETE ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status = 'doing')
    EXECUTE FUNCTION wake_workers_when_freed();
"""

_DROP_QUEUE = """
DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs,
    procrastinate_workers CASCADE;
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' OR proname = 'wake_workers_when_freed'
    LOOP
        EXECUTE 'DROP FUNCTION ' || item.name || ' CASCADE';
    END LOOP;
END;
$$;
DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_event_type, procrastinate_job_status;
"""


def upgrade() -> None:
    _create_users()
    _create_sessions()
    _create_events()
    _run(_QUEUE_SCHEMA.read_text(encoding="utf-8"))
    _run(_WAKE_WHEN_FREED)


def downgrade() -> None:
    _run(_DROP_QUEUE)
    op.drop_table("session_events")
    op.drop_table("tailoring_sessions")
    op.drop_table("users")


def _run(script: str) -> None:
    """Many statements at once, past SQLAlchemy, which would read `:` and `%` as its own."""
    op.get_bind().connection.driver_connection.execute(script)  # type: ignore[union-attr]


def _timestamp(name: str) -> sa.Column[object]:
    return sa.Column(
        name,
        sa.TIMESTAMP(timezone=True),
        server_default=sa.text("CURRENT_TIMESTAMP"),
        nullable=False,
    )


def _create_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("username", sa.String(50), nullable=False),
        sa.Column("email", sa.String(100), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        _timestamp("created_at"),
        sa.UniqueConstraint("username", name="users_username_key"),
        sa.UniqueConstraint("email", name="users_email_key"),
    )
    for column in ("username", "email"):
        op.create_index(
            f"users_{column}_lower_key", "users", [sa.text(f"lower({column})")], unique=True
        )


def _create_sessions() -> None:
    numbers = ("progress", "attempt", "version", "last_seq")
    op.create_table(
        "tailoring_sessions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "user_id", sa.Uuid, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("resume_path", sa.String(255)),
        sa.Column("job_url", sa.Text, nullable=False),
        _timestamp("created_at"),
        _timestamp("updated_at"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in numbers),
        sa.Column("body", JSONB, nullable=False),
    )
    op.create_index(
        "tailoring_sessions_by_user",
        "tailoring_sessions",
        ["user_id", sa.text("created_at DESC"), sa.text("id DESC")],
    )
    op.create_index(
        "tailoring_sessions_running",
        "tailoring_sessions",
        ["updated_at"],
        postgresql_where=sa.text("status IN ('queued', 'reading', 'matching', 'tailoring')"),
    )


def _create_events() -> None:
    op.create_table(
        "session_events",
        sa.Column(
            "session_id",
            sa.Uuid,
            sa.ForeignKey("tailoring_sessions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("seq", sa.Integer, primary_key=True),
        _timestamp("at"),
        sa.Column("payload", JSONB, nullable=False),
    )
