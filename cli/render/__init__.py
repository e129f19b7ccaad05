"""Answers as tables for people. Uses the domain."""
