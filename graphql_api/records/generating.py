"""The types of analyses and those of what is stored, made from the records of the domain."""

from __future__ import annotations

from typing import Any

from domain.records.kinds import kind_of
from graphql_api.records.family import Family, Shape

PLANNING = ("domain.analyses", "domain.edits", "domain.live_sessions")
FOREIGN = "Analysed"
"""Put before the names of records that other parts of the schema show in another form."""


def _analysed(kind: type[Any]) -> str:
    return kind.__name__ if kind.__module__.startswith(PLANNING) else f"{FOREIGN}{kind.__name__}"


ANALYSED = Family(_analysed, plain=True)
"""The requests and results of analyses."""
STORED = Family(lambda kind: kind.__name__, plain=False)
"""What is stored, under the names that the domain has for it."""
argument_fields, plain_arguments = ANALYSED.argument_fields, ANALYSED.arguments


def output(hint: Any) -> Shape:
    """The type of what an analysis answers."""
    return ANALYSED.output(kind_of(hint))


def taken(hint: Any) -> Shape:
    """The type of an argument of an analysis."""
    return ANALYSED.taken(kind_of(hint))
