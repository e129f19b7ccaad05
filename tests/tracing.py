"""Which files of the product are run by something: those of whose functions one is called."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import CO_NEWLOCALS
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROOMS = tuple(f"{ROOT / room}/" for room in (
    "cli", "domain", "graphql_api", "migrations", "persistence", "pictures", "sheets", "solvers"
))  # fmt: skip


@dataclass
class Trace:
    """The files that were run while ``on``."""

    on: bool = True
    files: set[str] = field(default_factory=set)

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        # The body of a module or a class is run when it is loaded, which is another question.
        if self.on and event == "call" and code.co_flags & CO_NEWLOCALS and code.co_filename.startswith(ROOMS):
            self.files.add(str(Path(code.co_filename).relative_to(ROOT)))


@contextmanager
def traced(*, on: bool = True) -> Iterator[Trace]:
    """Follow this thread, and those that begin within the block."""
    trace = Trace(on)
    threading.setprofile(trace)
    sys.setprofile(trace)
    try:
        yield trace
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
