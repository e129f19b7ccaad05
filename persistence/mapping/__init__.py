"""Rows to what the domain works with and back, without loss."""
