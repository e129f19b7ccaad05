"""A job that is cut off anywhere comes to the same when it is begun anew: in process at every write, and by kill -9."""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cli.wiring.runs import known_actions
from domain.actions.requests import Actions
from domain.integer_model.solver import SolveControl
from domain.ports import WorkKind
from domain.sheet_jobs import catalogue
from domain.storage import UnitOfWork
from domain.storage.run import RunStatus
from persistence.unit_of_work import SqlStorage, SystemClock
from sheets.google.workbook import open_google
from sheets.workbook import Workbook, WriteBatch
from sheets.xlsx.workbook import XlsxWorkbook
from tests.databases import SQLITE
from tests.jobs.office import MakeWorkbook, Office, candidate, center_tabs, everything, set_up, table
from tests.persistence.run_queue.run_queues import bench, kill, until
from tests.sheets.apps_script.conftest import service_account
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import write_xlsx

ROUNDS = int(os.environ.get("OPTENGINE_TEST_KILLS", "1"))
"""How often a worker is killed; from 10 up, a job is also cut off at each of its writes rather than at some."""
ROWS = [candidate("I-1", 4, 100), candidate("I-2", 3, 90), candidate("I-3", 6, 80), candidate("I-4", "x", 1)]
CAP = [["cap", "market", "UK", None, 8]]
TABS = center_tabs(ROWS, constraints=CAP)
WORTHLESS = center_tabs([[*row[:5], 0, *row[6:]] for row in ROWS], constraints=CAP)
"""As ``TABS``, but of no value, so that the empty plan, which is all that the solver of the workers finds, is best."""


class Killed(BaseException):
    """The process is gone: nothing after it is done."""


class Fuse:
    """Ends the process at the n-th place that it is asked at; never, until it is lit."""

    def __init__(self) -> None:
        self.left: int | None = None

    def burn(self) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Killed


class DeadlyStorage:
    """A storage that may end the process just before and just after every write."""

    def __init__(self, storage: SqlStorage, fuse: Fuse) -> None:
        self._storage, self._fuse = storage, fuse
        self.reading = storage.reading

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        self._fuse.burn()
        with self._storage.writing() as uow:
            yield uow
        self._fuse.burn()


class DeadlyBook:
    """A spreadsheet that may end the process just before and just after every write."""

    def __init__(self, book: Workbook, fuse: Fuse) -> None:
        self._book, self._fuse = book, fuse

    def write(self, batch: WriteBatch) -> None:
        self._fuse.burn()
        self._book.write(batch)
        self._fuse.burn()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)


def timeless(book: Workbook, run_id: str) -> str:
    """All cells but those that tell the time, and the name of the run."""
    cells = everything(book)
    runs = cells["Runs"]
    times = [place for place, name in enumerate(runs[0]) if str(name).endswith("_at")]
    cells["Runs"] = [[cell for place, cell in enumerate(row) if place not in times] for row in runs]
    return str(cells).replace(run_id, "the run")


def test_cut_off_at_any_write_it_comes_to_the_same(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    Office(storage, set_up(make_workbook, TABS)).job(catalogue.RUN_ALL, fresh=True)  # the plan before, of all of them
    calm = set_up(make_workbook, TABS)
    good = Office(storage, calm).job(catalogue.RUN_ALL, fresh=True)
    expected = timeless(calm, good.result["run_id"])
    stride = 1 if ROUNDS >= 10 else 4 if isinstance(calm, XlsxWorkbook) else 7
    at, places = 0, 0
    while True:
        fuse, book = Fuse(), set_up(make_workbook, TABS)
        office = Office(DeadlyStorage(storage, fuse), DeadlyBook(book, fuse))  # type: ignore[arg-type]
        office.queue.execute[WorkKind.JOB] = lambda run_id, control: None
        run_id = office.actions.start(catalogue.RUN_ALL, {"workbook": "plan.xlsx", "fresh": True}).run_id
        fuse.left = at
        with contextlib.suppress(Killed):
            office.perform(run_id, SolveControl())
        is_over, fuse.left = fuse.left is not None, None
        for run in _open_runs(storage):  # as a worker finds them
            office.queue.execute[WorkKind.RUN](run, SolveControl())
        office.perform(run_id, SolveControl())
        done = office.actions.view(run_id).run
        assert (done.status, done.error_text) == (RunStatus.SUCCESS, None), at
        with storage.reading() as uow:
            run_of_it = uow.runs.numbered(done.optimization_run_id or 0).run_id
        assert timeless(book, run_of_it) == expected, at
        assert not [step for step in office.actions.steps(run_id) if step.status is RunStatus.RUNNING]
        if is_over:
            break
        at, places = at + stride, places + 1
    assert places * stride > 20
    with storage.reading() as uow:
        assert len(uow.runs.newest(limit=500)) == places + 3


def _open_runs(storage: SqlStorage) -> list[str]:
    with storage.reading() as uow:
        return [run.run_id for run in uow.runs.newest(statuses=[RunStatus.QUEUED, RunStatus.RUNNING])]


@pytest.mark.parametrize("kind", ["xlsx", "google"])
def test_killed_at_random_moments_it_comes_to_the_same(kind: str, tmp_path: Path, server: LocalServer) -> None:
    def make(tabs: Any) -> Workbook:
        if kind == "xlsx":
            return XlsxWorkbook(write_xlsx(tmp_path / "plan.xlsx", tabs))
        return open_google(server.seed(tabs), service_account=account, base_url=server.url)

    dice, account = random.Random(7), service_account(server.url)
    google = {"OPTENGINE_GOOGLE_BASE_URL": server.url, "OPTENGINE_GOOGLE_SERVICE_ACCOUNT": account}
    with bench(SQLITE) as shop:
        actions = Actions(shop.storage, shop.queue, SystemClock(), known_actions(), shop.runs)
        for _ in range(ROUNDS):
            book = set_up(make, WORTHLESS)
            name = str(tmp_path / "plan.xlsx") if kind == "xlsx" else book.name
            worker = shop.worker("w", slots=1, **google)
            payload = {"workbook": name, "solver": "busy", "fresh": True}
            run_id = actions.start(catalogue.RUN_ALL, payload).run_id
            until(lambda run_id=run_id: actions.view(run_id).run.started_at is not None)  # type: ignore[misc]
            time.sleep(dice.random() * 0.6)
            kill(worker)
            shop.worker("w", slots=1, **google)
            until(lambda run_id=run_id: actions.view(run_id).run.status.is_final)  # type: ignore[misc]
            done = actions.view(run_id).run
            assert (done.status, done.error_text) == (RunStatus.SUCCESS, None)
            assert list(table(book, "Runs")) == [done.result["run_id"]]
            assert sorted(table(book, "Results_Portfolio")) == ["I-1", "I-2", "I-3"]
            kill(shop.workers["w"])
        with shop.storage.reading() as uow:
            assert len(uow.runs.newest(limit=500)) == ROUNDS
