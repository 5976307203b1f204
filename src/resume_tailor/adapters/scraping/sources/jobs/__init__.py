"""Postings in objects, as programs exchange them: answers of APIs and states of pages."""
