"""A new field of a scenario touches its record, a migration and its use; everything else follows from the record."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from migrations import commands

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("domain", "persistence", "graphql_api", "migrations", "solvers", "pictures", "sheets")
RECORD = "domain/problem/scenario.py"
RECORD_CHANGES = (
    ("    canonical: bool = True\n", "    canonical: bool = True\n    reserve_share: Decimal = ZERO\n"),
    (
        "    solver, the machine and the order of the initiatives.\n",
        "    solver, the machine and the order of the initiatives.\n"
        "    reserve_share: the share of each capacity that is left for what nobody has thought of: 0.1 is 10 %.\n",
    ),
)
MIGRATION = '''"""The share of capacities that scenarios leave in reserve."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; scenarios of before keep nothing in reserve."""
    column = sa.Column("reserve_share", column_types.ExactDecimal(), nullable=False, server_default="0")
    op.add_column("optimization_scenarios", column)


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_scenarios", "reserve_share")
'''
USED = """
import asyncio, json, sys
from decimal import Decimal
sys.path.insert(0, sys.argv[1])

import domain
assert domain.__path__[0].startswith(sys.argv[1]), domain.__path__

from graphql_api.context import Context
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.http.messages import from_body
from migrations import commands
from persistence.database.connection import open_database
from persistence.problem_files.problem_file import dumps, loads
from persistence.problem_schema import problem_schema
from persistence.unit_of_work import SqlStorage

ABOUT = "The share of each capacity that is left for what nobody has thought of: 0.1 is 10 %."
engine = open_database(f"sqlite:///{sys.argv[1]}/plans.db")
commands.upgrade(engine)
commands.check(engine)

file = '{"scenario": {"name": "A", "period_key": "2026", "objective_mode": "north_star", "reserve_share": 0.15}}'
problem = loads(file)
assert problem.scenario.reserve_share == Decimal("0.15")
assert loads(dumps(problem)) == problem
described = problem_schema()["properties"]["scenario"]["properties"]["reserve_share"]
assert (described["type"], described["default"], described["description"]) == ("number", 0, ABOUT)

schema = build_schema()
assert ABOUT in schema.as_str()
engine = GraphQLEngine(schema, ApiSettings())
services = Services(storage=SqlStorage(open_database(f"sqlite:///{sys.argv[1]}/plans.db")))


def ask(query, **variables):
    request = from_body(json.dumps({"query": query, "variables": variables}).encode())
    answer = asyncio.run(engine.execute(request, Context(services)))
    assert not answer.errors, answer.errors
    return answer.data


SAVED = "... on ScenarioSaved { scenario { id name reserveShare } } ... on MutationFailed { errors { field message } }"
CREATE = f"mutation ($input: ScenarioCreateInput!) {{ scenarioCreate(input: $input) {{ {SAVED} }} }}"
UPDATE = f"mutation ($input: ScenarioUpdateInput!) {{ scenarioUpdate(input: $input) {{ {SAVED} }} }}"
given = {"name": "A", "periodKey": "2026", "objectiveMode": "NORTH_STAR", "reserveShare": "0.10"}
made = ask(CREATE, input=given)["scenarioCreate"]["scenario"]
assert made["reserveShare"] == "0.10", made
changed = ask(UPDATE, input={"id": made["id"], "reserveShare": None})["scenarioUpdate"]["scenario"]
assert changed["reserveShare"] == "0", changed
wrong = ask(CREATE, input={**given, "name": "B", "reserveShare": "1e40"})["scenarioCreate"]["errors"]
assert [error["field"] for error in wrong] == ["input.reserveShare"], wrong
"""


def test_a_new_field_of_a_scenario_is_its_record_and_a_migration(tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.js", "*.html"))
    record = tmp_path / RECORD
    text = record.read_text("utf-8")
    for before, after in RECORD_CHANGES:
        assert text.count(before) == 1
        text = text.replace(before, after)
    record.write_text(text, "utf-8")
    revision = f"{int(commands.head()) + 1:04}"
    written = MIGRATION.format(revision=revision, before=commands.head())
    (tmp_path / "migrations" / "versions" / f"{revision}_reserve.py").write_text(written, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", USED, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
