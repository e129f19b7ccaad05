"""Runs of the optimizer: started, watched, stopped, and what came of them."""
