"""Backlogs out of files that are none of ours, read as people meant them, with a question wherever that is open."""

from __future__ import annotations

from sheets.importing.backlog import Reading, plain_reading, read_backlog
from sheets.importing.mapping import (
    BacklogMapping,
    mapping_of,
    mapping_text,
    parse_mapping,
    plain_mapping,
    read_mapping,
)
from sheets.importing.stating import PlanTerms, problem_of
from sheets.importing.tables import read_table

__all__ = [
    "BacklogMapping",
    "PlanTerms",
    "Reading",
    "mapping_of",
    "mapping_text",
    "parse_mapping",
    "plain_mapping",
    "plain_reading",
    "problem_of",
    "read_backlog",
    "read_mapping",
    "read_table",
]
