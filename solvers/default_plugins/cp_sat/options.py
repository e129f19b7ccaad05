"""Solve parameters as CP-SAT's own, and what is wrong with an option meant for it."""

from __future__ import annotations

from typing import Any

from domain.integer_model.model import OptionValue, SolveParameters

TAKEN = {
    "max_time_in_seconds": "time_limit",
    "max_deterministic_time": "deterministic_limit",
    "relative_gap_limit": "gap",
    "random_seed": "seed",
    "num_workers": "threads",
    "num_search_workers": "threads",
    "max_memory_in_mb": "memory_limit_mb",
}


def set_option(settings: Any, name: str, value: OptionValue) -> str | None:
    """Set one of CP-SAT's parameters; what is wrong with it, else None."""
    if name in TAKEN:
        return f"option {name} of cp-sat is set through {TAKEN[name]}"
    current = getattr(settings, name, None)
    if name.startswith("_") or not name.islower() or current is None or callable(current):
        return f"cp-sat has no option {name!r} (see SatParameters in the OR-Tools documentation)"
    if isinstance(current, bool):
        fits, wanted = isinstance(value, bool), "true or false"
    elif isinstance(current, int):
        fits, wanted = isinstance(value, int) and not isinstance(value, bool), "an integer"
    elif isinstance(current, float):
        fits, wanted = isinstance(value, (int, float)) and not isinstance(value, bool), "a number"
    elif hasattr(current, "__members__"):
        members = type(current).__members__
        fits, wanted = value in members, "one of " + ", ".join(members)
        value = members.get(value, value)
    else:
        fits, wanted = False, "left out: it cannot be set here"
    if not fits:
        return f"option {name} of cp-sat must be {wanted}, not {value!r}"
    try:
        setattr(settings, name, value)
    except (TypeError, ValueError, OverflowError):
        return f"option {name} of cp-sat does not take {value!r}"
    return None


def settings_of(core: Any, parameters: SolveParameters) -> Any:
    """The settings of one solve; options are taken to have been checked."""
    settings = core.SatParameters()
    settings.num_workers = parameters.threads or 1
    # One worker proves these models only with the full linear relaxation; several workers share their
    # findings in a fixed order, or the same problem would not always give the same portfolio.
    settings.linearization_level = 2
    settings.interleave_search = settings.num_workers > 1
    # Where one row contains another, presolve of OR-Tools 9.15 adds up Boolean terms in 32 bits, and cuts off points
    # once a row's total passes 2**31 (google/or-tools#5293). Leaving this step out costs nothing measurable.
    settings.presolve_inclusion_work_limit = 0
    settings.random_seed = parameters.seed
    settings.relative_gap_limit = parameters.gap
    if parameters.time_limit is not None:
        settings.max_time_in_seconds = parameters.time_limit
    if parameters.deterministic_limit is not None:
        settings.max_deterministic_time = parameters.deterministic_limit
    for name, value in parameters.options.items():
        set_option(settings, name, value)
    return settings
