"""Problems taken into the backlog, and given out as they came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings

from domain.backlog.exchange import import_problem
from domain.backlog.snapshots import snapshot
from domain.problem.problem import PortfolioProblem
from migrations import commands
from persistence.unit_of_work import SqlStorage, SystemClock
from tests.databases import SQLITE, fresh_database
from tests.strategies import problems


class _Undone(Exception):
    pass


@pytest.fixture(scope="module")
def storage() -> Iterator[SqlStorage]:
    with fresh_database(SQLITE) as engine:
        commands.upgrade(engine)
        yield SqlStorage(engine)


@settings(max_examples=30, deadline=None)
@given(problem=problems())
def test_what_is_imported_into_an_empty_backlog_comes_out_again(storage: SqlStorage, problem: PortfolioProblem) -> None:
    assume(all(len(set(pair)) == 2 for pair in problem.constraint_set.exclusions))  # a file with one is refused
    with suppress(_Undone), storage.writing() as uow:
        made = import_problem(uow, problem, SystemClock())
        rules = made.constraint_set
        again = snapshot(uow, made.scenario.id, None if rules is None else rules.id)
        raise _Undone
    assert again.scenario == problem.scenario
    assert {each.initiative_key: each for each in again.initiatives} == {
        each.initiative_key: each for each in problem.initiatives
    }
    assert set(again.delivered) >= set(problem.delivered)
    if rules is not None and problem.constraint_set.name:
        assert again.constraint_set == problem.constraint_set
