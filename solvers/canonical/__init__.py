"""One answer of many equals: the same from every backend, and proven to be the only one.

``choosing`` settles what is chosen by fixed weights, ``placing`` in which period; ``compact`` and ``narrowing`` keep
the questions small. ``settling`` and ``run`` put them behind the stages of a model and of a plan.
"""
