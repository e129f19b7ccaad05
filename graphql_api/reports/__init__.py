"""What an answer of the optimizer says, in types that runs and portfolios share. Uses records."""
