"""Runs of jobs and analyses in the database: table, repository and listing. Uses the database and runs."""
