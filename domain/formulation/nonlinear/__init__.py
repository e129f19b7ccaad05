"""What is no plain sum, made columns and rows: synergies, response curves, overheads and products of totals.

It may use the rest of the formulation that makes columns and totals, but not the stages.
"""
