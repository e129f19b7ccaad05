"""The answers of analyses as tables. Uses results of the domain, and what all tables are made of."""
