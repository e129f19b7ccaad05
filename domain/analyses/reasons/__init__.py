"""Why: sentences with proven numbers, and who has to supply what."""
