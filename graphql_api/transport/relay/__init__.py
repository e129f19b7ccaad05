"""Nodes with global ids, and connections over keysets. Uses execution, and pages of the persistence."""
