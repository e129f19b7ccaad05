"""Which workers count as staying."""

from __future__ import annotations

from typing import cast

import pytest

from cli.local_worker import is_served
from persistence.run_queue.client import DbosRunQueue
from persistence.run_queue.ledger import WorkerRow


class Queue:
    """A queue with these workers."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def workers(self) -> list[WorkerRow]:
        return [WorkerRow(name, "session", "host", "", 1.0) for name in self._names]


@pytest.mark.parametrize(
    ("names", "served"),
    [([], False), (["host"], True), (["host-command-7"], False), (["host-command-7", "host-serve-1"], True)],
)
def test_workers_of_other_commands_do_not_count(names: list[str], served: bool) -> None:
    assert is_served(cast(DbosRunQueue, Queue(*names))) is served
