"""Stored batches of roadmaps. Uses runs, actions and the comparison of roadmaps.

requests.py   starts batches, looks after them, cancels and resumes them
part.py       the action that makes some roadmaps of a batch, one after the other
compared.py   the comparison of what a batch has made so far
"""
