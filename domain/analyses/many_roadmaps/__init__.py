"""Many roadmaps: how they compare, and the one that regrets least."""
