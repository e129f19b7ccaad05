"""SCIP as a backend. Uses the backends' face."""
