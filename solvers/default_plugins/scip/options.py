"""Solve parameters as SCIP's own, and what is wrong with an option meant for it."""

from __future__ import annotations

import os
from typing import Any

from solvers.api import OptionValue, SolveParameters
from solvers.processes.memory import resident_megabytes

TAKEN = {
    "limits/time": "time_limit",
    "limits/softtime": "time_limit",
    "limits/gap": "gap",
    "limits/absgap": "gap",
    "limits/memory": "memory_limit_mb",
    "randomization/randomseedshift": "seed",
    "lp/threads": "threads",
    "parallel/maxnthreads": "threads",
    "parallel/minnthreads": "threads",
}
LEAST_MEGABYTES = 16


def set_option(scip: Any, name: str, value: OptionValue) -> str | None:
    """Set one of SCIP's own parameters; what is wrong with it, else None."""
    if name in TAKEN:
        return f"option {name} of scip is set through {TAKEN[name]}"
    try:
        current = scip.getParam(name)
    except KeyError:
        return f"scip has no option {name!r} (see the list of parameters in the SCIP documentation)"
    if isinstance(current, bool):
        fits, wanted = isinstance(value, bool), "true or false"
    elif isinstance(current, int):
        fits, wanted = isinstance(value, int) and not isinstance(value, bool), "an integer"
    elif isinstance(current, float):
        fits, wanted = isinstance(value, (int, float)) and not isinstance(value, bool), "a number"
    elif len(current) == 1 and current.isalpha():
        fits, wanted = isinstance(value, str) and len(value) == 1, "a letter"
    else:  # the name of a file or of a library
        fits, wanted = False, "left out: it cannot be set here"
    if not fits:
        return f"option {name} of scip must be {wanted}, not {value!r}"
    try:
        scip.setParam(name, float(value) if isinstance(current, float) else value)
    except (ValueError, OverflowError):
        return f"option {name} of scip does not take {value!r}"
    return None


def configured(library: Any, parameters: SolveParameters) -> Any:
    """A solver set up for one call; options are taken to have been checked."""
    scip = library.Model()
    scip.hideOutput()
    settings: dict[str, OptionValue] = {
        "misc/catchctrlc": False,
        "limits/gap": parameters.gap,
        "limits/absgap": 0.0,
        "randomization/randomseedshift": parameters.seed,
    }
    if parameters.time_limit is not None:
        settings["limits/time"] = parameters.time_limit
    if parameters.memory_limit_mb is not None:
        held = resident_megabytes(os.getpid())
        settings["limits/memory"] = max(LEAST_MEGABYTES, parameters.memory_limit_mb - held)
    for name, value in settings.items():
        scip.setParam(name, value)
    for name, value in parameters.options.items():
        set_option(scip, name, value)
    return scip
