"""A constructive start: a portfolio built by greedy passes and local search, before any solver has said anything.

``ground`` brings a problem into plain integers; ``board`` and ``moves`` change a portfolio; ``filling``, ``live`` and
``orders`` build one; ``search`` improves it; ``building`` does all of that; ``start`` verifies what came of it.
"""

from domain.construction.start import Start, first_portfolio

__all__ = ["Start", "first_portfolio"]
