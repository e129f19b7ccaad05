"""The form of a problem file: one table of fields per business term, from which reader, writer and schema follow.

numbers  number literals, exactly        faults  where something is wrong, and what
json_text  text to values and back       kinds   what a value may be: read, write, schema
records  a dataclass as a table of fields
scenario, constraint_set, initiative, problem  the tables
"""
