"""What KPI totals count for: response curves, the named shapes they are drawn from, and the chain to the north star.

Uses errors, numbers and the rest of the problem.
"""
