"""The steps from each form of the database to the next, and back. Uses types of columns only."""
