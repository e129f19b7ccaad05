"""A memory limit for the process it is called in."""

from __future__ import annotations

import resource
from pathlib import Path

MEGABYTE = 2**20
STATUS = Path("/proc/self/statm")


def reserved_bytes() -> int:
    """Address space that is reserved but not in use (mapped libraries, stacks); 0 where it cannot be told."""
    try:
        size, resident = STATUS.read_text().split()[:2]
    except OSError:
        return 0
    return (int(size) - int(resident)) * resource.getpagesize()


def limit_memory(megabytes: int | None) -> None:
    """Let this process use at most so much memory from now on, what it holds already included; None lifts it.

    The system limits address space, not use; so what is merely reserved at this moment is added.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = hard if megabytes is None else megabytes * MEGABYTE + reserved_bytes()
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
