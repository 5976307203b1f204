"""Resumes that are no PDF: Word, JSON Resume, Markdown, plain text."""
