"""Which thread reads: small lists need none of their own, large ones do, and the answers are the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from benchmarks.graphql_stored import fill
from tests.graphql_api.stored import Api, served

SMALL = (
    "{ portfolios(first: 2) { totalCount nodes { id name } } }",
    "{ portfolios(first: 1) { nodes { items(first: 100) { nodes { initiativeKey rank } } } } }",
)
LARGE = (
    "{ portfolios(first: 90) { nodes { id name } } }",
    "{ portfolios(first: 10) { nodes { items(first: 60) { nodes { initiativeKey rank } } } } }",
)


def test_small_lists_are_read_by_the_thread_that_answers() -> None:
    with served() as api:
        fill(api.storage, portfolios=10, items=60)
        fresh = [api.ask(query) for query in (*SMALL, *LARGE)]
        with _threads(api) as loop:
            api.ask("{ portfolios(first: 1) { nodes { id } } }")
        for query in SMALL:
            with _threads(api) as found:
                assert api.ask(query) in fresh
            assert found == loop
        for query in LARGE:
            with _threads(api) as found:
                assert api.ask(query) in fresh
            assert found - loop


@contextmanager
def _threads(api: Api) -> Iterator[set[int]]:
    """The threads in which statements are run meanwhile."""
    found: set[int] = set()

    def note(*_: Any) -> None:
        found.add(threading.get_ident())

    event.listen(api.storage.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(api.storage.engine, "before_cursor_execute", note)
