"""The types of analyses and those of what is stored, made from the records of the domain."""

from __future__ import annotations

from typing import Any

from domain.analyses.reasons.why_results import Fact
from domain.records.descriptions import described
from domain.records.kinds import kind_of
from graphql_api.records.family import Family, Shape
from graphql_api.records.reported import REPORTED

PLANNING = ("domain.analyses", "domain.edits", "domain.live_sessions")
ANALYSED = Family(
    lambda kind: kind.__name__,
    plain=True,
    shown={Fact: [*described(Fact)[1], "initiative_key", "rule_id"]},
    others=lambda kind: None if _is_own(kind) else REPORTED,
)
"""The requests and results of analyses; what other answers have, too, is shown as there."""
STORED = Family(lambda kind: kind.__name__, plain=False)
"""What is stored, under the names that the domain has for it."""
argument_fields, plain_arguments = ANALYSED.argument_fields, ANALYSED.arguments


def output(hint: Any) -> Shape:
    """The type of what an analysis answers."""
    return ANALYSED.output(kind_of(hint))


def taken(hint: Any) -> Shape:
    """The type of an argument of an analysis."""
    return ANALYSED.taken(kind_of(hint))


def _is_own(kind: type[Any]) -> bool:
    return kind.__module__.startswith(PLANNING)
