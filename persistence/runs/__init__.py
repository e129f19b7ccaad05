"""Runs in the database: table, repository, log and listing."""
