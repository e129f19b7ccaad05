"""The answer of a solve as tables. Uses reports of the domain, and what all tables are made of."""
