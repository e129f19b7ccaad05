import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, column, insert, inspect, select, table, text
from sqlalchemy.exc import IntegrityError

from domain.errors import DatabaseError, ParameterError
from migrations import commands
from persistence import tables
from persistence.database.connection import for_writing
from tests.databases import POSTGRESQL, SQLITE, fresh_database

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
INITIATIVE = {
    "initiative_key": "I-1",
    "title": "Checkout ü",
    "engineering_tokens": Decimal("5.500"),
    "kpi_contribution_json": {"north_star": Decimal("0.10"), "gmv": Decimal("123456789012345.123456789012345678")},
    "prerequisite_keys": ["I-0"],
    "created_at": NOW,
    "updated_at": NOW,
}

SCENARIO = {
    "id": 1,
    "name": "S",
    "period_key": "2026",
    "description": "",
    "objective_mode": "north_star",
    "north_star_kpi_key": "north_star",
    "objective_normalization": "none",
    "time_sensitivity_weight": "0",
    "strict_deadlines": False,
    "allow_scope_choice": False,
    "created_at": NOW,
    "updated_at": NOW,
    **dict.fromkeys(("horizon_json", "tie_breaks_json", "delivered_json"), "[]"),
    **dict.fromkeys(("objective_weights_json", "capacity_by_market_json", "capacity_by_department_json"), "{}"),
    **dict.fromkeys(("capacity_by_team_json", "capacity_by_period_json"), "{}"),
}
RUN = {
    "scenario_id": 1,
    "status": "success",
    "inputs_snapshot_json": "{}",
    "inputs_hash": "h",
    "parameters_json": "{}",
    "solver_name": "highs",
    "result_json": "{}",
    "created_at": NOW,
    "started_at": NOW,
    "finished_at": NOW,
}
STEP = {"status": "success", "position": 1, "name": "solve", "started_at": NOW, "finished_at": NOW, "message": ""}


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with fresh_database(request.param) as engine:
        yield engine


def test_upgrade_and_downgrade(engine: Engine) -> None:
    assert commands.current(engine) is None
    commands.upgrade(engine)
    assert commands.current(engine) == commands.head()
    assert set(inspect(engine).get_table_names()) == {*tables.Base.metadata.tables, "alembic_version"}
    commands.upgrade(engine)
    commands.downgrade(engine, "base")
    assert commands.current(engine) is None
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    commands.upgrade(engine)
    assert commands.current(engine) == commands.head()


def test_migrations_at_the_same_time_wait_for_each_other(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    code = "import sys; from migrations import commands as c; from persistence.database import connection"
    program = f"{code}; c.upgrade(connection.open_database(sys.argv[1]))"
    started = [subprocess.Popen([sys.executable, "-c", program, url], cwd=ROOT) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    commands.require_head(engine)


def test_data_is_kept_by_later_revisions(engine: Engine) -> None:
    commands.upgrade(engine, "0001")
    with for_writing(engine).begin() as connection:
        connection.execute(insert(tables.Initiative).values(**INITIATIVE))
    commands.upgrade(engine)
    assert _initiative(engine) == INITIATIVE
    commands.downgrade(engine, "0001")
    commands.upgrade(engine)
    assert _initiative(engine) == INITIATIVE


def test_runs_that_ended_before_proofs_had_grades_stay_and_new_ways_to_end_are_admitted(engine: Engine) -> None:
    commands.upgrade(engine, "0008")
    with for_writing(engine).begin() as connection:
        _insert(connection, "optimization_scenarios", SCENARIO)
        _insert(connection, "optimization_runs", RUN | {"id": 1, "run_id": "old", "termination_reason": "optimality"})
        _insert(connection, "optimization_run_steps", STEP | {"id": 1, "optimization_run_id": 1})
    commands.upgrade(engine)
    with for_writing(engine).begin() as connection:
        ended = {"id": 2, "run_id": "near", "termination_reason": "gap_reached", "proof": "none"}
        _insert(connection, "optimization_runs", RUN | ended)
        ended = {"id": 3, "run_id": "worked", "termination_reason": "work_limit", "proof": "exact"}
        _insert(connection, "optimization_runs", RUN | ended)
    for wrong in ("termination_reason = 'bored'", "proof = 'rumour'"):
        with pytest.raises(IntegrityError), for_writing(engine).begin() as connection:
            connection.execute(text(f"UPDATE optimization_runs SET {wrong} WHERE run_id = 'old'"))
    kept = "SELECT run_id, termination_reason, proof FROM optimization_runs ORDER BY id"
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(kept))]
        steps = connection.execute(text("SELECT count(*) FROM optimization_run_steps")).scalar_one()
    assert steps == 1, "what belongs to a run is still there"
    assert rows == [
        ("old", "optimality", None),
        ("near", "gap_reached", "none"),
        ("worked", "work_limit", "exact"),
    ]
    commands.downgrade(engine, "0008")
    with engine.connect() as connection:
        reasons = connection.execute(text("SELECT termination_reason FROM optimization_runs ORDER BY id")).scalars()
        assert list(reasons) == ["optimality", "time_limit", "time_limit"]


def test_changes_of_work_go_with_an_older_version_and_no_position_is_given_twice(engine: Engine) -> None:
    commands.upgrade(engine)
    change = {"key": "k", "action": "updated", "occurred_at": NOW}
    with for_writing(engine).begin() as connection:
        for number, kind in enumerate(("run", "batch", "job", "analysis"), start=1):
            _insert(connection, "changes", change | {"id": number, "kind": kind})
    commands.downgrade(engine, "0020")
    with engine.connect() as connection:
        left = connection.execute(text("SELECT id, kind, action FROM changes ORDER BY id"))
        assert [tuple(row) for row in left] == [(1, "run", "updated"), (4, "run", "removed")]
    with pytest.raises(IntegrityError), for_writing(engine).begin() as connection:
        _insert(connection, "changes", change | {"id": 9, "kind": "job"})
    commands.upgrade(engine)
    with for_writing(engine).begin() as connection:
        _insert(connection, "changes", change | {"id": 5, "kind": "job"})


def test_models_and_migrations_agree(engine: Engine) -> None:
    commands.upgrade(engine)
    commands.check(engine)


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_constraints_of_models_and_migrations_agree(kind: str) -> None:
    with fresh_database(kind) as migrated, fresh_database(kind) as created:
        commands.upgrade(migrated)
        tables.Base.metadata.create_all(created)
        assert _constraints(migrated) == _constraints(created)


def test_a_new_revision_is_written_from_the_models(tmp_path: Path) -> None:
    shutil.copytree(commands.FOLDER, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    with fresh_database(SQLITE) as engine:
        commands.upgrade(engine)
        with for_writing(engine).begin() as connection:
            connection.execute(text("DROP TABLE idempotency_keys"))
        commands.new_revision(engine, "Bring it back", tmp_path / "migrations")
    number = f"{int(commands.head()) + 1:04}"
    (written,) = (tmp_path / "migrations" / "versions").glob(f"{number}_*.py")
    content = written.read_text()
    assert content.startswith('"""Bring it back."""')
    assert "from persistence.database import column_types" in content
    assert "column_types.UtcDateTime()" in content
    assert f"down_revision = '{commands.head()}'" in content


def test_a_database_that_is_not_at_the_newest_revision_is_refused() -> None:
    with fresh_database(SQLITE) as engine:
        with pytest.raises(DatabaseError, match="is empty; run `optengine db upgrade`"):
            commands.require_head(engine)
        commands.upgrade(engine, "0001")
        with pytest.raises(DatabaseError, match="is at revision 0001"):
            commands.require_head(engine)
        commands.upgrade(engine)
        commands.require_head(engine)
        with pytest.raises(ParameterError, match="no such revision"):
            commands.downgrade(engine, "0099")


def _insert(connection: Connection, name: str, values: dict[str, Any]) -> None:
    """A row as the tables are at this revision, and not as the models have them."""
    connection.execute(insert(table(name, *(column(each) for each in values))).values(**values))


def _initiative(engine: Engine) -> dict[str, Any]:
    with engine.connect() as connection:
        row = connection.execute(select(tables.Initiative)).one()._asdict()
    assert str(row["engineering_tokens"]) == "5.500"
    return {name: row[name] for name in INITIATIVE}


def _constraints(engine: Engine) -> dict[str, Any]:
    found = inspect(engine)
    return {
        name: (
            {check["name"]: check["sqltext"] for check in found.get_check_constraints(name)},
            sorted(str(unique) for unique in found.get_unique_constraints(name)),
            sorted(str(foreign) for foreign in found.get_foreign_keys(name)),
            {index["name"]: _index(index) for index in found.get_indexes(name)},
            found.get_pk_constraint(name),
            # Not in order: a migration adds its column at the end, and the order of columns means nothing.
            {(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)},
        )
        for name in tables.Base.metadata.tables
    }


def _index(index: Any) -> tuple[Any, ...]:
    conditions = {key: str(value) for key, value in index.get("dialect_options", {}).items() if key.endswith("_where")}
    return index["column_names"], index["unique"], conditions
