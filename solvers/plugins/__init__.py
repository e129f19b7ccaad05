"""Which backends are installed, found by their entry points. Uses the backends' face."""
