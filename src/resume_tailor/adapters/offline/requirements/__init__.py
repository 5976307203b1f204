"""What a posting asks for, by its headings, its list items and its own words.

Rules in English, German, French, Spanish and Czech; in some other languages by their commonest words.
`vocabulary/` holds the words, a file for each language, which a contributor extends by a line.
"""

from resume_tailor.adapters.offline.requirements.find import find_requirements

__all__ = ["find_requirements"]
