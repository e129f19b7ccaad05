"""What is stored as tables: runs, batches, jobs, spreadsheets."""
