"""Portfolios in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from domain.errors import NotFoundError
from domain.portfolio.portfolio import Portfolio, PortfolioItem
from domain.problem.problem import PortfolioProblem
from domain.storage import PortfolioFlag
from domain.storage.changes import ChangeAction, ChangedKind
from persistence.database.base import table_of
from persistence.database.statements import Statements, batches
from persistence.initiatives import tables as initiative_tables
from persistence.portfolios import tables
from persistence.portfolios.mapping import item_of, item_values, portfolio_of, portfolio_values
from persistence.problem_files.problem_file import dumps, loads
from persistence.runs import tables as run_tables
from persistence.scenarios_and_rules import tables as scenarios_and_rule_tables

_TABLE = table_of(tables.Portfolio)
_ITEMS = table_of(tables.PortfolioItem)
_INITIATIVES = table_of(initiative_tables.Initiative)
_SCENARIOS = table_of(scenarios_and_rule_tables.OptimizationScenario)
_RUNS = table_of(run_tables.OptimizationRun)
_COLUMNS = tuple(column for column in _TABLE.c if column is not _TABLE.c.inputs_snapshot_json)


class SqlPortfolios:
    """Portfolios; a portfolio and all its items take two statements."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def add(self, portfolio: Portfolio, problem: PortfolioProblem | None = None) -> Portfolio:
        """Store a portfolio and its items. problem: what it answers, where no run holds that."""
        values = portfolio_values(portfolio)
        values["inputs_snapshot_json"] = None if problem is None else dumps(problem)
        number = self._statements.insert(_TABLE, values)
        numbers = self._numbers(item.initiative_key for item in portfolio.items)
        rows = []
        for item in portfolio.items:
            if item.initiative_key not in numbers:
                raise NotFoundError("initiative", item.initiative_key)
            row = item_values(item)
            row.pop("id", None)
            times = {"created_at": portfolio.created_at, "updated_at": portfolio.updated_at}
            rows.append(row | times | {"portfolio_id": number, "initiative_id": numbers[item.initiative_key]})
        for batch in batches(rows):
            self._statements.run(insert(_ITEMS), batch)
        self._statements.note(ChangedKind.PORTFOLIO, number, ChangeAction.CREATED)
        return self.get(number)

    def get(self, portfolio_id: int) -> Portfolio:
        """The portfolio of a number, with its items in the order of their keys."""
        found = self._one(_TABLE.c.id == portfolio_id)
        if found is None:
            raise NotFoundError("portfolio", portfolio_id)
        return found

    def by_run(self, optimization_run_id: int) -> Portfolio | None:
        """The portfolio of a run, with its items."""
        return self._one(_TABLE.c.optimization_run_id == optimization_run_id)

    def flagged(self, scenario_id: int, flag: PortfolioFlag) -> Portfolio | None:
        """The one portfolio of a scenario that has a flag, with its items."""
        return self._one((_TABLE.c.scenario_id == scenario_id) & _TABLE.c[flag.value])

    def all(self, scenario_id: int | None = None) -> Sequence[Portfolio]:
        """Every portfolio, or those of one scenario, the oldest first and without items."""
        statement = select(*_COLUMNS).order_by(_TABLE.c.id)
        if scenario_id is not None:
            statement = statement.where(_TABLE.c.scenario_id == scenario_id)
        return [portfolio_of(row) for row in self._statements.rows(statement)]

    def problem(self, portfolio_id: int) -> PortfolioProblem:
        """The problem that it answers: its run's, or its own."""
        inputs = func.coalesce(_TABLE.c.inputs_snapshot_json, _RUNS.c.inputs_snapshot_json).label("inputs")
        joined = _TABLE.outerjoin(_RUNS, _TABLE.c.optimization_run_id == _RUNS.c.id)
        row = self._statements.row(select(inputs).select_from(joined).where(_TABLE.c.id == portfolio_id))
        if row is None:
            raise NotFoundError("portfolio", portfolio_id)
        return loads(row["inputs"], f"inputs of portfolio {portfolio_id}")

    def update(self, portfolio: Portfolio) -> None:
        """Write its name and notes."""
        changes = {"name": portfolio.name, "notes": portfolio.notes, **_written(portfolio.updated_at)}
        if not self._statements.run(update(_TABLE).where(_TABLE.c.id == portfolio.id).values(**changes)).rowcount:
            raise NotFoundError("portfolio", portfolio.id)
        self._statements.note(ChangedKind.PORTFOLIO, portfolio.id)

    def lock_flags(self, portfolio_id: int) -> int:
        """Keep others from changing the flags of its scenario until the end; the number of that scenario."""
        row = self._statements.row(select(_TABLE.c.scenario_id).where(_TABLE.c.id == portfolio_id))
        if row is None:
            raise NotFoundError("portfolio", portfolio_id)
        of_scenario = select(_SCENARIOS.c.id).where(_SCENARIOS.c.id == row["scenario_id"])
        self._statements.row(self._statements.locked(of_scenario))
        found: int = row["scenario_id"]
        return found

    def set_flag(self, portfolio_id: int, flag: PortfolioFlag, at: datetime) -> None:
        """Give it a flag, and take the flag from the portfolio of that scenario that had it."""
        scenario_id, column = self.lock_flags(portfolio_id), _TABLE.c[flag.value]
        others = (_TABLE.c.scenario_id == scenario_id, column, _TABLE.c.id != portfolio_id)
        chosen = (_TABLE.c.id == portfolio_id, column.is_(False))
        for conditions, value in ((others, False), (chosen, True)):
            statement = update(_TABLE).where(*conditions).values({column.name: value, **_written(at)})
            for row in self._statements.rows(statement.returning(_TABLE.c.id)):
                self._statements.note(ChangedKind.PORTFOLIO, row["id"])

    def save_items(self, portfolio_id: int, items: Iterable[PortfolioItem], at: datetime) -> None:
        """Replace stored items by changed ones."""
        rows = []
        for item in items:
            values = item_values(item)
            rows.append(values | {"row_id": values.pop("id"), "updated_at": at})
        if rows:
            names = [name for name in rows[0] if name != "row_id"]
            statement = update(_ITEMS).where(_ITEMS.c.id == bindparam("row_id"), _ITEMS.c.portfolio_id == portfolio_id)
            self._statements.run(statement.values({name: bindparam(name) for name in names}), rows)
            self._statements.run(update(_TABLE).where(_TABLE.c.id == portfolio_id).values(_written(at)))
            self._statements.note(ChangedKind.PORTFOLIO, portfolio_id)

    def delete(self, portfolio_id: int) -> None:
        """Remove a portfolio and its items."""
        if not self._statements.run(delete(_TABLE).where(_TABLE.c.id == portfolio_id)).rowcount:
            raise NotFoundError("portfolio", portfolio_id)
        self._statements.note(ChangedKind.PORTFOLIO, portfolio_id, ChangeAction.REMOVED)

    def _one(self, condition: ColumnElement[bool]) -> Portfolio | None:
        row = self._statements.row(self._statements.locked(select(*_COLUMNS).where(condition)))
        if row is None:
            return None
        items = (
            select(_ITEMS, _INITIATIVES.c.initiative_key)
            .join_from(_ITEMS, _INITIATIVES, _ITEMS.c.initiative_id == _INITIATIVES.c.id)
            .where(_ITEMS.c.portfolio_id == row["id"])
        )
        found = sorted(map(item_of, self._statements.rows(items)), key=lambda item: item.initiative_key)
        return portfolio_of(row, tuple(found))

    def _numbers(self, keys: Iterable[str]) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for batch in batches(keys):
            statement = select(_INITIATIVES.c.initiative_key, _INITIATIVES.c.id)
            rows = self._statements.rows(statement.where(_INITIATIVES.c.initiative_key.in_(batch)))
            numbers |= {row["initiative_key"]: row["id"] for row in rows}
        return numbers


def _written(at: datetime) -> dict[str, Any]:
    """What every change of a portfolio writes."""
    return {"updated_at": at, "version": _TABLE.c.version + 1}
