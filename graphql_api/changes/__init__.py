"""The log of changes, told to whoever listens. Uses the transport."""
