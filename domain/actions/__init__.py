"""Actions: what people start and a worker carries out beside runs, such as jobs over a spreadsheet and analyses.

registry.py    which actions there are, and what carries each out
context.py     what a handler may use: step log, progress, runs, being cancelled
execution.py   what a worker does with an action
requests.py    starts actions, looks after them, cancels them, and tells who listens how they move
analyses.py    analyses of a plan as actions
"""
