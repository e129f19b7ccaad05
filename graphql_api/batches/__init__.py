"""Batches of roadmaps: started, watched, given up, resumed and compared."""
