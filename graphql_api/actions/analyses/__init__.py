"""Analyses of a plan; their types are made from the domain's own records, by ``graphql_api.records``."""
