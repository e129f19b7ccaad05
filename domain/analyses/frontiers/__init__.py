"""Value against capacity, one KPI against another, what one more token is worth, and transfers. Uses the session."""
