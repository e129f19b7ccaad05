"""Trades: initiatives forced in and out, what else must change, and the price. Uses the session."""
