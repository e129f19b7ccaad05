"""Batches of roadmaps in the database: table, mapping, repository and listing."""
