"""How the program ends: at once, without taking apart all that was imported, which takes a tenth of a short command."""

from __future__ import annotations

import atexit
import os
import sys
from typing import NoReturn

from cli.terminal.errors import wants_details


def leave(code: int) -> NoReturn:
    """End the program with an exit code, as Python itself would end it but for the memory that the system frees anyway.

    Whoever looks into the program (a debugger, a profiler) gets the ordinary end. So does a program with threads that
    are to be waited for, or with a database, whose files are tidied up by what is taken apart.
    """
    if wants_details() or _is_watched() or _awaits_threads() or "sqlalchemy" in sys.modules:
        sys.exit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # its reader has gone; what there was to say of that has been said
            continue
    os._exit(code)


def _is_watched() -> bool:
    return sys.gettrace() is not None or sys.getprofile() is not None


def _awaits_threads() -> bool:
    threading = sys.modules.get("threading")
    if threading is None:
        return False
    return any(thread is not threading.main_thread() and not thread.daemon for thread in threading.enumerate())
