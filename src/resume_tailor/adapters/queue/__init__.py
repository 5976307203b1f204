"""The job queue: Procrastinate on the same PostgreSQL, so that state and job change together."""
