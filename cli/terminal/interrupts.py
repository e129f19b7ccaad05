"""Ctrl-C and SIGTERM while a solve runs.

The first Ctrl-C asks for the best portfolio found so far, the second gives the solve up. SIGTERM ends
the program the ordinary way, so that solver processes end with it.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from cli.terminal import exit_codes

if TYPE_CHECKING:
    from domain.integer_model.solver import SolveControl

_STOPPING = "stopping; Ctrl-C again gives up without a result"


@contextmanager
def stoppable(control: SolveControl, say: Callable[[str], None]) -> Iterator[None]:
    """Within the block, Ctrl-C stops or cancels the solve under ``control`` instead of ending the program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(_: int, __: FrameType | None) -> None:
        if control.stop_requested:
            control.cancel()
        else:
            control.stop()
            say(_STOPPING)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def ends_cleanly_on_sigterm() -> Iterator[None]:
    """Within the block, SIGTERM leaves through every ``finally``."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_terminate(_: int, __: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.exit(exit_codes.TERMINATED)

    before = signal.signal(signal.SIGTERM, on_terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
