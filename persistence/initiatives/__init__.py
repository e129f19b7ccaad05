"""Initiatives in the database: table, repository and listing."""
