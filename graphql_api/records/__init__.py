"""Types and inputs of the schema made from records of the domain, and the way between the two."""
