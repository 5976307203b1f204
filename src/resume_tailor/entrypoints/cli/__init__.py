"""The command line `resume-tailor`."""

from resume_tailor.entrypoints.cli.commands import main

__all__ = ["main"]
