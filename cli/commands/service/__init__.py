"""The commands of many users: database, runs, batches, jobs, spreadsheets, workers, server, tokens."""
