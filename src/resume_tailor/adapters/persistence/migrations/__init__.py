"""Alembic migrations, the queue's schema included."""
