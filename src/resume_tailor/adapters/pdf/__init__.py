"""Resumes from PDF: PyMuPDF in a child process gives fragments, pure code makes a resume of them.

`extraction.py` (in the child) -> `rows.py` -> `sections.py` -> `entries.py` and `contact.py` ->
`layout.py`, which puts it together.
"""
