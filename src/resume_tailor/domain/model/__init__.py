"""Values and the one aggregate; see docs/glossary.md for the words."""
