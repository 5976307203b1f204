"""Run by Alembic, on the connection that `migrate.py` hands over."""

from alembic import context

from resume_tailor.adapters.persistence import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.SQLModel.metadata,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
