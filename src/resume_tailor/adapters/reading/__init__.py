"""Resumes from files: each format gives sheets of print (or a resume at once), `layout/` reads them.

Everything that looks at the bytes of a file runs in a child process; see `resume_reader.py`.
"""
