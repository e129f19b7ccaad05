"""The answer of a solve as tables."""
