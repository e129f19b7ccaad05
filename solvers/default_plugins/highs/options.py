"""Solve parameters as HiGHS's own, and what is wrong with an option meant for it."""

from __future__ import annotations

from typing import Any

from solvers.api import OptionValue, SolveParameters

WHOLE_GAP = 0.99
"""The largest gap of a whole objective that still proves the best: under one, with room to round."""
TAKEN = {
    "time_limit": "time_limit",
    "mip_rel_gap": "gap",
    "mip_abs_gap": "gap",
    "random_seed": "seed",
    "threads": "threads",
}


def set_option(highs: Any, library: Any, name: str, value: OptionValue) -> str | None:
    """What is wrong with one of HiGHS's own options, else None."""
    if name in TAKEN:
        return f"option {name} of highs is set through {TAKEN[name]}"
    status, kind = highs.getOptionType(name)
    if status != library.HighsStatus.kOk or name.endswith("_file"):
        return f"highs has no option {name!r} (see the list of options in the HiGHS documentation)"
    kinds = {
        "kBool": (isinstance(value, bool), "true or false"),
        "kInt": (isinstance(value, int) and not isinstance(value, bool), "an integer"),
        "kDouble": (isinstance(value, (int, float)) and not isinstance(value, bool), "a number"),
        "kString": (isinstance(value, str), "a text"),
    }
    fits, wanted = kinds[kind.name]
    if not fits:
        return f"option {name} of highs must be {wanted}, not {value!r}"
    if highs.setOptionValue(name, float(value) if kind.name == "kDouble" else value) != library.HighsStatus.kOk:
        return f"option {name} of highs does not take {value!r}"
    return None


def configured(library: Any, parameters: SolveParameters, tight: bool, presolve: bool) -> Any:
    """A solver set up for one call, with tolerances as usual or tight, with or without presolve."""
    # The number of threads belongs to a scheduler that outlives a solve; without this the second number is refused.
    library.Highs.resetGlobalScheduler(True)
    highs = library.Highs()
    options: dict[str, OptionValue] = {
        "output_flag": False,
        "threads": parameters.threads or 1,
        "random_seed": parameters.seed,
        "mip_rel_gap": parameters.gap,
        # Objectives are whole, so values less than one apart are one; with continuous columns HiGHS cannot tell.
        "mip_abs_gap": WHOLE_GAP if parameters.gap == 0 else 0.0,
    }
    if (parameters.threads or 1) > 1:
        options["parallel"] = "on"
    if parameters.time_limit is not None:
        options["time_limit"] = float(parameters.time_limit)
    if tight:
        options.update(mip_feasibility_tolerance=1e-9, primal_feasibility_tolerance=1e-9)
    if not presolve:
        options["presolve"] = "off"
    for name, value in options.items():
        highs.setOptionValue(name, value)
    for name, value in parameters.options.items():
        set_option(highs, library, name, value)
    return highs
