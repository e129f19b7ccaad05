"""The database by itself: connection, types of columns, statements, unit of work. Knows the tables of all concepts."""
