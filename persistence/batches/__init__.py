"""Batches of roadmaps in the database: table, mapping, repository and listing. Uses the database, runs and actions."""
