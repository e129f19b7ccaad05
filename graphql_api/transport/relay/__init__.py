"""Nodes with global ids, and connections over keysets."""
