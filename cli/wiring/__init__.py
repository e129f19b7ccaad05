"""Puts adapters behind the ports: databases, solvers, workers, servers, spreadsheets. Uses every adapter."""
