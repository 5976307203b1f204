"""PostgreSQL: tables, mapping, transactions, events; and a server of our own where none is set."""
