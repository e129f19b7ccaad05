"""Edits of a stored scenario or constraint set by itself, for a copy that asks what would happen if.

Without the candidates at hand, keys of initiatives are taken as they are given: a constraint set may name anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.edits.edits import Edit, apply_edit
from domain.errors import Fault, InputError, ProblemFileError
from domain.problem.constraints import ConstraintSet
from domain.problem.periods import parse_horizon
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

_ANY = Scenario("any", "2026", ObjectiveMode.NORTH_STAR)


def edited_scenario(scenario: Scenario, edits: Sequence[Edit]) -> Scenario:
    """A scenario after edits. Raises ``ProblemFileError`` for an edit of anything else, or of an unknown place."""
    for number, edit in enumerate(edits):
        changed = _applied(PortfolioProblem(scenario), edit, number)
        if changed != PortfolioProblem(changed.scenario):
            raise _fault(number, f"{edit.place} is a rule of the constraint set; change a copy of that")
        try:
            parse_horizon(changed.scenario.periods)
        except ValueError as error:
            raise _fault(number, f"{edit.place}: {error}") from None
        scenario = changed.scenario
    return scenario


def edited_rules(rules: ConstraintSet, edits: Sequence[Edit]) -> ConstraintSet:
    """A constraint set after edits. Raises ``ProblemFileError`` as ``edited_scenario`` does."""
    for number, edit in enumerate(edits):
        changed = _applied(PortfolioProblem(_ANY, rules), edit, number)
        if replace(changed, constraint_set=rules) != PortfolioProblem(_ANY, rules):
            raise _fault(number, f"{edit.place} belongs to the scenario; change a copy of that")
        rules = changed.constraint_set
    return rules


def _applied(problem: PortfolioProblem, edit: Edit, number: int) -> PortfolioProblem:
    if edit.place.startswith("initiatives"):
        ways = "ask the analysis whatif, or change the initiative"
        raise _fault(number, f"{edit.place}: the figures of an initiative are not part of a copy; {ways}")
    try:
        return apply_edit(problem, edit).problem
    except InputError as error:
        raise _fault(number, str(error)) from None


def _fault(number: int, message: str) -> ProblemFileError:
    """What is wrong with one of the edits, by its place among them."""
    return ProblemFileError([Fault(f"edits[{number}]", message)])
