"""What people and workers do, one verb a file; the docstring of each class holds its rules."""
