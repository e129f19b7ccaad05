"""A portfolio with its exact figures, verification and report. Uses the rules, never the formulation."""
