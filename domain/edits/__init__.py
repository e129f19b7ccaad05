"""Changes of a problem as data: what a what-if asks for, applied to terms and rules. Uses the rules."""
