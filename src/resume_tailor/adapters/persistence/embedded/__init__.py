"""A PostgreSQL server of our own, for machines without one.

`attach.py` is what the rest of the program uses. Each process that uses the server holds a shared
lock (`locks.py`) for as long as it lives, however it dies. One supervisor process
(`supervisor.py`) starts the server (`cluster.py`, `binaries.py`), starts it again if it dies, and
stops it when nobody holds the lock any more.
"""
