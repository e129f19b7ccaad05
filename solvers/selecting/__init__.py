"""Several periods: select first, place second (docs/architecture.md). Uses stages and the model.

A master without periods is projected from the model; what it selects is then placed into periods; where no placement
exists, a cut goes back. Read ``run`` first.
"""
