"""Live progress: every listener hears the end, and reading does not multiply with the listeners."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from domain.errors import NotFoundError
from domain.runs.progress import ProgressFeed
from domain.runs.requests import RunRequest
from domain.storage.run import RunOutcome, RunStatus
from persistence.unit_of_work import SqlStorage
from tests.persistence.run_queue.run_queues import add_backlog, runs_over
from tests.persistence.run_queue.test_run_service import FakeQueue

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def test_listeners_hear_changes_and_the_end(storage: SqlStorage) -> None:
    runs = runs_over(storage, FakeQueue())
    run_id = runs.start(RunRequest(add_backlog(storage)))[0].run_id
    reads = 0
    feed = ProgressFeed(storage, runs, pause=0.02)
    read = feed._read

    def counted(run_ids: object) -> object:
        nonlocal reads
        reads += 1
        return read(run_ids)  # type: ignore[arg-type]

    feed._read = counted  # type: ignore[assignment]

    async def listen() -> list[tuple[RunStatus, object]]:
        return [(view.run.status, view.run.progress) async for view in feed.listen(run_id)]

    async def change() -> None:
        await asyncio.sleep(0.2)
        with storage.writing() as uow:
            uow.runs.mark_running(run_id, NOW)
            uow.runs.set_progress(run_id, {"incumbent": 1})
        await asyncio.sleep(0.2)
        with storage.writing() as uow:
            uow.runs.finish(run_id, RunOutcome(RunStatus.FAILED, NOW, error_text="so it was"))

    async def scene() -> list[list[tuple[RunStatus, object]]]:
        *heard, _ = await asyncio.wait_for(asyncio.gather(*(listen() for _ in range(20)), change()), 20)
        return heard  # type: ignore[return-value]

    heard = asyncio.run(scene())
    assert all(each[0] == (RunStatus.QUEUED, None) for each in heard)
    assert all((RunStatus.QUEUED, {"incumbent": 1}) in each for each in heard), "the queue has not begun it"
    assert all(each[-1][0] is RunStatus.FAILED for each in heard)
    assert reads < 20 + 40
    assert asyncio.run(scene_of_an_ended_run(feed, run_id)) == [RunStatus.FAILED]


async def scene_of_an_ended_run(feed: ProgressFeed, run_id: str) -> list[RunStatus]:
    return [view.run.status async for view in feed.listen(run_id)]


def test_a_run_that_does_not_exist(storage: SqlStorage) -> None:
    feed = ProgressFeed(storage, runs_over(storage, FakeQueue()))
    with pytest.raises(NotFoundError):
        asyncio.run(scene_of_an_ended_run(feed, "none"))
