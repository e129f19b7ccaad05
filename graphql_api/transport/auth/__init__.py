"""Who calls, what they may do, and how often. Uses the errors."""
