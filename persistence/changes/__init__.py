"""The log of changes in the database. Uses the database."""
