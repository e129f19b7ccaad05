"""Google's CP-SAT as a backend. Uses the backends' face."""
