"""Which solvers there are, what they can do, and whether they can run here."""
