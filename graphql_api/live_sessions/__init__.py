"""Live sessions: drafts of a problem that are answered while they are edited."""
