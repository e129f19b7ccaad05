"""PortfolioProblem -> Plan: the integer model of a problem (problem.md, sections 2 to 5)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.candidates import CandidatePool
from domain.model import Plan
from domain.problem import PortfolioProblem
from domain.rules import RuleBook
from domain.sizing import Size
from domain.solution import Choice, PortfolioSolution


@dataclass(frozen=True, slots=True)
class Option:
    """One way to select an initiative: in a period and a size. Its column is its position in ``Formulation.options``."""

    initiative_key: str
    period: int
    size: Size


@dataclass(frozen=True, slots=True)
class Formulation:
    """The plan of a problem and how to read its answer: the first columns of the model are the options, in order.

    Rows of a rule bear its id as tag; structural rows have an empty tag. notes: which rows were rounded, and how.
    """

    plan: Plan
    options: tuple[Option, ...]
    notes: tuple[str, ...] = ()

    def decode(self, values: tuple[int, ...] | list[int]) -> PortfolioSolution:
        """The portfolio that a point of the model stands for."""
        chosen = (option for column, option in enumerate(self.options) if values[column])
        return PortfolioSolution({o.initiative_key: Choice(o.initiative_key, o.period, o.size) for o in chosen})


def formulate(problem: PortfolioProblem, pool: CandidatePool, rules: RuleBook) -> Formulation:
    """Formulate every rule and stage of a problem."""
    raise NotImplementedError
