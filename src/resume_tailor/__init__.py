"""Tailor a resume to a job posting, with a proof for every change."""
