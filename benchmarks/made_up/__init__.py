"""Made-up problems, the same at every run: a backlog, years in quarters and quadratic knapsacks."""
