"""What a solver process uses of memory and processors, with a limit of memory that it sets itself.

The look from outside is the limit that counts, because a native library whose allocation fails may also hang.
The limit set inside is wider, and catches what allocates faster than one can look.
"""

from __future__ import annotations

import os
import resource
import time

MEGABYTE = 2**20
ORIGINAL = resource.getrlimit(resource.RLIMIT_AS)
WIDER = 1.25
SPARE_MEGABYTES = 64
STATUS = "/proc/self/statm"


def _text(file: str) -> str:
    with open(file, encoding="utf-8") as opened:
        return opened.read()


def reserved_bytes() -> int:
    """Address space that is reserved but not in use (mapped libraries, stacks); 0 where it cannot be told."""
    try:
        size, resident = _text(STATUS).split()[:2]
    except OSError:
        return 0
    return (int(size) - int(resident)) * resource.getpagesize()


def resident_megabytes(pid: int) -> float:
    """The memory that a process holds at this moment; 0 where it cannot be told."""
    try:
        return int(_text(f"/proc/{pid}/statm").split()[1]) * resource.getpagesize() / MEGABYTE
    except (OSError, IndexError):
        return 0.0


def processor_seconds(pid: int) -> float:
    """How long a process has kept processors busy so far; the time of day in seconds where it cannot be told."""
    try:
        fields = _text(f"/proc/{pid}/stat").rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_megabytes(pid: int) -> float:
    """The most memory that a living process has held so far; 0 where it cannot be told."""
    try:
        lines = _text(f"/proc/{pid}/status").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def limit_memory(megabytes: int | None) -> None:
    """Let allocations of this process fail once it holds clearly more than so much memory; None lifts that again.

    The system limits address space, not use; so what is merely reserved at this moment is added.
    """
    soft, hard = ORIGINAL
    if megabytes is not None:
        soft = int(megabytes * WIDER + SPARE_MEGABYTES) * MEGABYTE + reserved_bytes()
        soft = min([soft, *(limit for limit in ORIGINAL if limit != resource.RLIM_INFINITY)])
    if resource.getrlimit(resource.RLIMIT_AS) != (soft, hard):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
