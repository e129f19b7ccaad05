"""Portfolios in the database: tables, mapping, repository and listing."""
