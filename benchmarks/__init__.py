"""Measures the product against others and against itself; nothing imports it. Uses all rooms."""
