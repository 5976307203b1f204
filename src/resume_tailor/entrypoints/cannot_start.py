"""The one error of entrypoints."""


class CannotStart(Exception):
    """The command cannot do its work; the message is one line that says why and what to do."""
