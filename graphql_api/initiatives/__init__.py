"""The backlog: initiatives, how they are written, and which of them are candidates for a period."""
