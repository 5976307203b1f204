"""Words that mean the same, as plain files in `data/`, and their loader."""
