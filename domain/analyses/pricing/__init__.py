"""Prices: of every initiative, and of every target, floor, cap and other rule. Uses the session and the rules."""
