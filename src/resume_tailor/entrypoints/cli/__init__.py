"""The command line `resume-tailor`."""


def main() -> None:
    """Run the command line.

    All imports stand inside: a child process that reads a PDF imports the main module again, and
    must not load the whole program with it.
    """
    from resume_tailor.entrypoints.cli.commands import run

    run()
