"""A process for each backend: its start, its messages, its memory, its end. Uses the backends' face."""
