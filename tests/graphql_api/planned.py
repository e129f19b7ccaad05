"""The whole API over a small plan, with a real queue and, where a run is to end, a real worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cli.wiring.runs import SolverPoolCache, known_actions
from domain.actions.requests import ActionFeed, Actions
from domain.runs.limits import UNLIMITED, SolveLimits
from domain.runs.progress import ProgressFeed
from domain.runs.runs import Runs
from graphql_api.app import create_app
from graphql_api.schema import build_schema
from graphql_api.services import Services
from graphql_api.transport.auth.gate import Gate
from graphql_api.transport.relay.ids import encode_id
from persistence.problem_files.problem_file import inputs_hash
from persistence.unit_of_work import SqlStorage, SystemClock
from solvers.plugins.registry import SolverRegistry
from tests.databases import SQLITE
from tests.graphql_api.server import serving
from tests.graphql_api.stored import Api
from tests.persistence.run_queue import queue_backends
from tests.persistence.run_queue.run_queues import Bench, bench

RUN = "id runId status attempt solverName solutionStatus terminationReason objective errorText"


@dataclass
class Planned(Api):
    """A client of the API, and the runs behind it."""

    bench: Bench = field(kw_only=True)

    @property
    def scenario_id(self) -> str:
        return encode_id("Scenario", self.bench.scenario_id)

    def worker(self) -> None:
        """Begin to execute runs."""
        self.bench.worker("w")

    def start(self, **given: Any) -> list[dict[str, Any]]:
        """Start runs over the scenario, with the solver ``busy`` unless told otherwise."""
        answer = self.change(
            "runStart",
            f"... on RunStarted {{ runs {{ {RUN} }} }}",
            **{"scenarioId": self.scenario_id, "solvers": ["busy"]} | given,
        )
        assert answer["__typename"] == "RunStarted", answer
        runs: list[dict[str, Any]] = answer["runs"]
        return runs

    def run(self, run_id: str, fields: str = RUN) -> dict[str, Any]:
        found: dict[str, Any] = self.ask(f"query ($id: ID!) {{ run(id: $id) {{ {fields} }} }}", id=run_id)["run"]
        return found

    def until(self, run_id: str, *statuses: str) -> dict[str, Any]:
        """The run once it stands like that; unless told otherwise, once it has ended."""
        deadline = time.monotonic() + 60
        while (found := self.run(run_id))["status"] not in (statuses or ("SUCCESS", "FAILED", "CANCELLED")):
            assert time.monotonic() < deadline, found
            time.sleep(0.05)
        return found


@contextmanager
def planned(
    gate: Callable[[SqlStorage], Gate] | None = None,
    kind: str = SQLITE,
    limits: SolveLimits = UNLIMITED,
    registry: SolverRegistry | None = None,
) -> Iterator[Planned]:
    """The API over two candidates and a scenario. gate: made from the database, where tokens are asked for."""
    if registry is None:
        registry = SolverRegistry()
        registry.register(queue_backends, "tests")
    with bench(kind) as made:
        runs = Runs(
            made.storage,
            made.queue,
            SystemClock(),
            inputs_hash,
            lambda name, parameters: None if name == "tiny" else registry.check(name, parameters),
            limits,
        )
        progress = ProgressFeed(made.storage, runs, pause=0.05)
        actions = Actions(made.storage, made.queue, SystemClock(), known_actions(), runs)
        services = Services(
            solvers=registry,
            storage=made.storage,
            runs=runs,
            progress=progress,
            actions=actions,
            action_progress=ActionFeed(made.storage, actions, pause=0.05),
            solve_limits=limits,
            workers=made.queue.workers,
            lend_solvers=SolverPoolCache(registry).lend,
        )
        door = None if gate is None else gate(made.storage)
        with serving(create_app(build_schema(), services=services, gate=door)) as url:
            yield Planned(url, made.storage, bench=made)
