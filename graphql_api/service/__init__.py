"""What the server tells of itself: who asks, its limits, tokens, solvers, and the audit log.

Uses the transport and what is stored.
"""
