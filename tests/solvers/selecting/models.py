"""Tiny models that choose and place, of any kind of row, and a backend that tries every point."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import prod

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import (
    NO_LOWER,
    NO_UPPER,
    LinearForm,
    Model,
    Places,
    Plan,
    Sense,
    SolveParameters,
    Stage,
    StageRole,
)
from domain.integer_model.result import PlanResult, Progress, SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch
from solvers.stages.outcome import PlanState
from solvers.staging import run_plan

MOST_POINTS = 20_000


class Trying(Backend):
    """Tries every point of models with few points within the bounds of their columns, and gives up on others."""

    name = "trying"
    capabilities = Capabilities(exact_up_to=2**40, deterministic_limit_unit="one point")

    def __init__(self) -> None:
        self.widths: list[int] = []

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        self.widths.append(model.num_columns)
        if prod(high - low + 1 for low, high in zip(model.lower, model.upper, strict=True)) > MOST_POINTS:
            return SolveResult(SolutionStatus.UNKNOWN, Termination.WORK_LIMIT, work=MOST_POINTS)
        ranges = [range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True)]
        points = [point for point in product(*ranges) if model.admits(point)]
        if not points:
            return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, work=1)
        best = max(points, key=model.objective.value)
        value = model.objective.value(best)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, best, value, value, work=len(points))


class Ear:
    """Hears what a plan says on its way, and may ask it to stop."""

    def __init__(self, stop: bool = False) -> None:
        self.heard: list[Progress] = []
        self.standings: list[PlanState] = []
        self.stop = stop

    def progress(self, progress: Progress) -> None:
        self.heard.append(progress)

    def standing(self, standing: PlanState) -> None:
        self.standings.append(standing)

    def should_stop(self) -> bool:
        return self.stop


def solved(plan: Plan, backend: Backend | None = None, ear: Ear | None = None, **limits: float) -> PlanResult:
    """What comes of a plan."""
    return run_plan(backend or Trying(), plan, SolveParameters(**limits), ear or Ear())  # type: ignore[arg-type]


def best_values(plan: Plan) -> tuple[int, ...] | None:
    """The values of all stages at the best point, by trying all; None where there is no point."""
    model = plan.model
    ranges = [range(low, high + 1) for low, high in zip(model.lower, model.upper, strict=True)]
    points = (point for point in product(*ranges) if model.admits(point))
    return max((tuple(stage.form.value(point) for stage in plan.stages) for point in points), default=None)


def stage(name: str, columns: Sequence[int], coefs: Sequence[int], role: StageRole = StageRole.OBJECTIVE) -> Stage:
    """A stage that maximises."""
    return Stage(name, Sense.MAXIMIZE, role, LinearForm(tuple(columns), tuple(coefs)))


def packing(tokens: Sequence[int], values: Sequence[int], limits: Sequence[int]) -> Plan:
    """Each item in one period at most, each period with a limit; the most value, then the fewest tokens."""
    builder, periods = ModelBuilder(), len(limits)
    for item in range(len(tokens)):
        builder.add_row("", [builder.add_column() for _ in range(periods)], [1] * periods, upper=1)
        assert builder.lower[item * periods] == 0
    for period, limit in enumerate(limits):
        columns = [item * periods + period for item in range(len(tokens))]
        builder.add_row(f"capacity:global@{period}", columns, tokens, upper=limit)
    columns = list(range(len(tokens) * periods))
    worth = [values[column // periods] for column in columns]
    cost = [-tokens[column // periods] for column in columns]
    places = Places([column // periods for column in columns], [column % periods for column in columns])
    return Plan(
        replace(builder.build(), places=places),
        (stage("value", columns, worth), stage("tokens", columns, cost, StageRole.TIE_BREAK)),
    )


def random_plan(seed: int) -> Plan:
    """Few choices in two or three periods under rows of all kinds: of periods, linking, mixed, with other columns."""
    dice = random.Random(seed)
    periods = dice.choice((2, 3))
    choices = dice.randint(2, 8 // periods)
    builder = ModelBuilder()
    of = [[builder.add_column() for _ in range(periods)] for _ in range(choices)]
    others = [builder.add_column(0, dice.choice((1, 2))) for _ in range(dice.choice((0, 0, 1)))]
    for columns in of:
        if dice.random() < 0.95:
            builder.add_row("", columns, [1] * periods, upper=1)
    for _ in range(dice.randint(0, 2)):
        weights = [dice.randint(-1, 6) for _ in of] if dice.random() < 0.3 else [dice.randint(0, 6) for _ in of]
        floor = dice.random() < 0.3
        for period in range(periods):
            if dice.random() < 0.85:
                row, limit = [columns[period] for columns in of], dice.randint(2, 9)
                lower, upper = (limit // 2, NO_UPPER) if floor else (NO_LOWER, limit)
                builder.add_row(f"limit:{floor}@{period}", row, weights, lower, upper)
    if seed % 2:
        weights = [dice.randint(2, 6) for _ in of]
        unlimited = dice.choice((None, None, 0, 1))
        for period in range(periods):
            if period != unlimited:
                row = [columns[period] for columns in of]
                builder.add_row(f"capacity@{period}", row, weights, upper=dice.randint(5, 9))
    for _ in range(dice.choice((0, 0, 1, 2))):
        first, second = dice.sample(range(choices), 2)
        if dice.random() < 0.7:
            for period in range(periods):
                row = [*of[first][: period + 1], *of[second][: period + 1]]
                builder.add_row("order", row, [1] * (period + 1) + [-1] * (period + 1), upper=0)
        else:
            for period in range(periods):
                builder.add_row("together", [of[first][period], of[second][period]], [1, -1], 0, 0)
    for _ in range(dice.choice((0, 1))):
        closed = [column for columns in of for column in columns if dice.random() < 0.2]
        builder.add_row("window", closed, [1] * len(closed), upper=0)
    if others and dice.random() < 0.7:
        row = [columns[dice.randrange(periods)] for columns in of] + others
        builder.add_row("goal", row, [dice.randint(0, 3) for _ in of] + [2], lower=dice.randint(1, 5))
    if dice.random() < 0.3:
        row = [column for columns in of for column in columns]
        builder.add_row("any", row, [dice.randint(-2, 3) for _ in row], dice.randint(-6, 1), dice.randint(2, 9))
    level = _add_level(builder, of, dice) if dice.random() < 0.25 else None
    columns = [column for own in of for column in own]
    worth = [dice.randint(1 if seed % 2 else -1, 9) for _ in of]
    value = [worth[column // periods] for column in columns]
    if dice.random() < 0.3:
        value[dice.randrange(len(value))] += 2
    score = [dice.randint(0, 3) for _ in of]
    roles = dice.choice(((StageRole.OBJECTIVE, StageRole.TIE_BREAK), (StageRole.OBJECTIVE,) * 2))
    ties = [score[column // periods] for column in columns]
    stages = [
        stage("value", [*columns, *others], value + [-3] * len(others), roles[0]),
        stage("score", columns, ties, roles[1]),
    ]
    if dice.random() < 0.6:
        early = [dice.randint(0, 2) * (column % periods) for column in columns]
        stages.insert(dice.choice((1, 2, 2, 2)), stage("early", columns, early, StageRole.TIE_BREAK))
    if level is not None:
        stages.insert(dice.choice((0, 1, 1)), stage("level", [level], [dice.choice((-1, -1, 1))]))
    places = Places(
        array("q", (column // periods for column in columns)), array("q", (column % periods for column in columns))
    )
    return Plan(replace(builder.build(), places=places), tuple(stages))


def _add_level(builder: ModelBuilder, of: Sequence[Sequence[int]], dice: random.Random) -> int:
    """A column that every period's use stays below, or one that gives room to all periods, or takes it from them.

    Or it does so in one period, and the others have limits.
    """
    weights, sign = [dice.randint(1, 4) for _ in of], dice.choice((-1, -1, 1))
    level = builder.add_column(0, dice.choice((1, 5)), implied=True)
    only = dice.randrange(len(of[0])) if dice.random() < 0.3 else None
    for period in range(len(of[0])):
        row, tag = [columns[period] for columns in of], "" if only is None else f"room@{period}"
        if only in (None, period):
            builder.add_row(tag, [*row, level], [*weights, sign], upper=0 if sign < 0 else dice.randint(4, 9))
        else:
            builder.add_row(tag, row, weights, upper=dice.randint(2, 6))
    return level
