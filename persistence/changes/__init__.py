"""The log of changes in the database."""
