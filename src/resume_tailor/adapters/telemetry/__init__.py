"""Metrics, traces, and the ids that logs carry."""
