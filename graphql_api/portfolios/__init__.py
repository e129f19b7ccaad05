"""Portfolios: what was decided for a scenario, by a run or by a person, and what is different between two."""
