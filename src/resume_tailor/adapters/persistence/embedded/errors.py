"""What can go wrong with the embedded server, as a sentence that says what to do."""


class EmbeddedPostgresError(Exception):
    """The embedded database cannot be used; the message says why and what to do."""
