"""Passwords by argon2, tokens by python-jose."""
