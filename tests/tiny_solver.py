"""A solver for tests: enumerates every point of a small model, so its answers need no trust."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from domain.integer_model.model import Model, Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl

WIDE = 8


class TinySolver:
    """Depth-first over all points within bounds and rows, columns in order.

    Wide implied columns (amounts that a limit gives way) take the least value that the others leave them:
    no two of them share a row, and every objective wants them small.
    """

    name = "tiny"
    exact_up_to = 2**53

    def __init__(self) -> None:
        self.plans: list[Plan] = []

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        self.plans.append(plan)
        points = list(feasible_points(plan.model))
        if not points:
            return self._result(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, None, ())
        outcomes = []
        for stage in plan.stages:
            values = [stage.form.value(point) for point in points]
            best = max(values)
            slack = max(stage.abs_tol, stage.rel_tol * abs(Fraction(best) / stage.scale)) * stage.scale
            points = [point for point, value in zip(points, values, strict=True) if value >= best - slack]
            outcomes.append(StageOutcome(stage.name, best, best, True, proof=Proof.EXACT))
        chosen = points[0]
        final = tuple(
            StageOutcome(o.name, stage.form.value(chosen), o.bound, True, proof=Proof.EXACT)
            for o, stage in zip(outcomes, plan.stages, strict=True)
        )
        return self._result(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, chosen, final)

    def _result(
        self,
        status: SolutionStatus,
        termination: Termination,
        values: Sequence[int] | None,
        stages: tuple[StageOutcome, ...],
    ) -> PlanResult:
        return PlanResult(
            status, termination, values, stages, solver_name=self.name, solver_version="0", proof=Proof.EXACT
        )


def feasible_points(model: Model) -> Iterator[tuple[int, ...]]:
    """Every point of a model, pruned by what the rows can still reach."""
    rows = []
    for r in range(model.num_rows):
        form = model.row(r)
        rows.append((dict(zip(form.columns, form.coefs, strict=True)), model.row_lower[r], model.row_upper[r]))
    count = model.num_columns
    by_column: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    least, most = [0] * len(rows), [0] * len(rows)
    for r, (coefs, _, _) in enumerate(rows):
        for column, coef in coefs.items():
            by_column[column].append((r, coef))
            ends = (coef * model.lower[column], coef * model.upper[column])
            least[r] += min(ends)
            most[r] += max(ends)
    point = [0] * count
    wide = {j for j in range(count) if model.implied and model.implied[j] and model.upper[j] - model.lower[j] > WIDE}
    order = [j for j in range(count) if j not in wide]

    def settle_wide() -> bool:
        """Give wide columns their least value; whether there is one within all rows."""
        for column in wide:
            low, high = model.lower[column], model.upper[column]
            for r, coef in by_column[column]:
                rest = sum(c * point[j] for j, c in rows[r][0].items() if j != column)
                below, above = rows[r][1] - rest, rows[r][2] - rest
                low = max(low, -(-below // coef) if coef > 0 else -(above // -coef))
                high = min(high, above // coef if coef > 0 else -below // -coef)
            if low > high:
                return False
            point[column] = low
        return True

    def reachable(r: int) -> bool:
        return least[r] <= rows[r][2] and most[r] >= rows[r][1]

    def descend(depth: int) -> Iterator[tuple[int, ...]]:
        if depth == len(order):
            if settle_wide():
                yield tuple(point)
            return
        column = order[depth]
        low, high = model.lower[column], model.upper[column]
        entered = [
            (r, coef, least[r] - min(coef * low, coef * high), most[r] - max(coef * low, coef * high))
            for r, coef in by_column[column]
        ]
        for value in range(low, high + 1):
            point[column] = value
            for r, coef, rest_least, rest_most in entered:
                least[r], most[r] = rest_least + coef * value, rest_most + coef * value
                if not reachable(r):
                    break
            else:
                yield from descend(depth + 1)
        for r, coef, rest_least, rest_most in entered:
            least[r], most[r] = rest_least + min(coef * low, coef * high), rest_most + max(coef * low, coef * high)

    if all(reachable(r) for r in range(len(rows))):
        yield from descend(0)
