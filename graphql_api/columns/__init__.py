"""Whole lists in columns at addresses of their own: one request in place of a page after the other."""
