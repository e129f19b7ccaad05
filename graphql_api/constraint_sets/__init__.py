"""Constraint sets: rules that are reused over scenarios. Uses records, mutations and the transport."""
