"""One session that all analyses ask: solves, bounds, budget, and the terms in which they are asked."""
