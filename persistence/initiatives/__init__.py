"""Initiatives in the database: table, repository and listing. Uses the database and problem files."""
