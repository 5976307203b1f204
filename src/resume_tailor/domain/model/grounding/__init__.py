"""May a text be said, given what the person has said? Begin with `check.py`."""
