"""Scenarios: for which periods, with which capacity and towards which objective a portfolio is chosen."""
