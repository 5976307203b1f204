"""Run by Alembic, on the connection that `migrate.py` hands over."""

from alembic import context
from sqlmodel import SQLModel

import resume_tailor.adapters.persistence.tables  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
