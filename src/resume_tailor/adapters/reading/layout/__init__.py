"""From pieces of print with their places to a resume: pure code, no library of any file format.

`headings.py` and `looks.py` find the headings, `columns.py` the order of reading, `sections.py` what belongs to
which heading, `rows.py` what a person sees as one line, `entries.py` and `header.py` the entries,
`contact.py` who the person is; `build.py` puts it together.
"""
