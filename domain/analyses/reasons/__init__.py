"""Why: sentences with proven numbers, and who has to supply what. Uses the session and the explanation."""
