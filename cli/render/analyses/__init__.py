"""The answers of analyses as tables."""
