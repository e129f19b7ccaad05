"""Tokens, and the audit log, in the database. Uses the database."""
