"""Postings from the web: a guarded fetch, and small readers, the most trusted first."""
