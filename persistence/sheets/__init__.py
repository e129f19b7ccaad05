"""What is remembered of spreadsheets in the database. Uses the database."""
