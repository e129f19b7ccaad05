"""How large an operation may be: measured once per document, in time that does not grow with its fragments."""
