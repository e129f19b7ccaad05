"""Constraint sets: rules that are reused over scenarios."""
