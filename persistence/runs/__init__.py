"""Runs in the database: table, repository, log and listing. Uses the database and problem files."""
