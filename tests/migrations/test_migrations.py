import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, inspect, select, text

from domain.errors import DatabaseError, ParameterError
from migrations import commands
from persistence import tables
from persistence.database import for_writing
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
    code = "import sys; from migrations import commands as c; from persistence.database import open_database as o"
    program = f"{code}; c.upgrade(o(sys.argv[1]))"
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
    assert "from persistence import column_types" in content
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
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)],
        )
        for name in tables.Base.metadata.tables
    }


def _index(index: Any) -> tuple[Any, ...]:
    conditions = {key: str(value) for key, value in index.get("dialect_options", {}).items() if key.endswith("_where")}
    return index["column_names"], index["unique"], conditions
