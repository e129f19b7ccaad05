"""What nearly best portfolios have in common, and those that differ most. Uses the session."""
