"""`python -m resume_tailor` is the command line."""

from resume_tailor.entrypoints.cli import main

if __name__ == "__main__":
    main()
