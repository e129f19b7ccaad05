"""What is remembered of spreadsheets in the database."""
