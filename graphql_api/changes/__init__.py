"""The log of changes, told to whoever listens."""
