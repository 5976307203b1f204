"""Fetching pages that strangers name: guarded, bounded in time and size, polite, remembered."""
