"""Scenarios, constraint sets and snapshots in the database: tables, mapping, repository and listing."""
