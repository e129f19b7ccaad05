"""From the text of an operation to its result: prepared once, planned, executed. Uses the context and the scalars."""
