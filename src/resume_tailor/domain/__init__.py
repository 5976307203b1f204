"""The product in plain Python: no framework, no I/O, no clock, no randomness of its own."""
