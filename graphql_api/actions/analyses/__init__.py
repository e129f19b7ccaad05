"""Analyses of a plan: started, watched, and what came of them; their types are made from the domain's own records.

descriptions.py  what a record and its fields are, out of its docstring
generating.py    types of the schema from records, and the way between the two
"""
