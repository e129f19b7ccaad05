"""What options mean: parsers, and names that people type. Uses the domain."""
