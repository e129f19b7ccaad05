"""Jobs over spreadsheets: started, watched, given up, and what came of them. Uses the catalogue of jobs."""
