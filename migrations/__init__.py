"""The history of the tables, and how a database is brought to a point in it. Uses the persistence."""
