"""A portfolio as a plain choice: which initiative, in which period, in which size."""

from __future__ import annotations

from collections.abc import Mapping

from domain.lean import dataclass
from domain.problem.sizing import Size


@dataclass(frozen=True, slots=True)
class Choice:
    """One selected initiative. period: index into the horizon."""

    initiative_key: str
    period: int
    size: Size


@dataclass(frozen=True, slots=True)
class PortfolioSolution:
    """The selected initiatives by key, in file order."""

    choices: Mapping[str, Choice]
