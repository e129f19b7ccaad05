"""The constructive start of a problem on its way to a solver, and to people before that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from domain.construction import Start, first_portfolio
from domain.model import Plan
from domain.ports import SolveControl
from domain.result import Progress
from domain.services.preparation import Prepared


def start_of(prepared: Prepared) -> Start | None:
    """A verified portfolio to start from; None where none was found."""
    return first_portfolio(prepared.problem, prepared.pool, prepared.rules, prepared.formulation)


class LazyStart:
    """The start of a problem, built when it is first asked for, if ever."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared

    @cached_property
    def values(self) -> Sequence[int] | None:
        """Its point of the model; None where none was found."""
        start = start_of(self._prepared)
        return None if start is None else start.values


def starting_from(plan: Plan, start: Start | None) -> Plan:
    """The plan with a start as its hint: what a solver begins with, and falls back on."""
    return plan if start is None else replace(plan, model=replace(plan.model, hint=start.values))


def announce(start: Start | None, plan: Plan, control: SolveControl) -> None:
    """Tell what is known before any solver has said anything."""
    if start is not None and plan.stages:
        stage = plan.stages[0]
        control.on_progress(Progress(stage.name, 0.0, incumbent=float(start.stages[stage.name])))
