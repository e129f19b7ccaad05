"""The engine's wish to stop, passed on to a library that is asked to from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from solvers.api import Watch

STOP_POLL_SECONDS = 0.05


@contextmanager
def stopper(stop_search: Callable[[], None], watch: Watch) -> Iterator[threading.Event]:
    """Ends the search as soon as the watch asks for it; the event says whether it did."""
    done, stopped = threading.Event(), threading.Event()

    def poll() -> None:
        while not done.wait(STOP_POLL_SECONDS):
            if watch.should_stop():
                stopped.set()
                # Asked again and again: a request that comes before the search has begun is lost.
                stop_search()

    thread = threading.Thread(target=poll, daemon=True)
    thread.start()
    try:
        yield stopped
    finally:
        done.set()
        thread.join()
