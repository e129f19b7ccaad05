"""Solve parameters as the plain record that a run keeps, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

from domain.integer_model.model import Effort, OptionValue, SolveParameters, Tolerance


def parameters_record(parameters: SolveParameters) -> dict[str, Any]:
    """Parameters as a run stores them; fractions become texts such as ``1/3``."""
    record = asdict(parameters)
    record["effort"] = None if parameters.effort is None else parameters.effort.value
    del record["tie_break_work"]  # the engine's own affair, and different in each portion of a solve
    record["options"] = dict(parameters.options)
    record["stage_tolerances"] = {
        name: {"absolute": str(tolerance.absolute), "relative": str(tolerance.relative)}
        for name, tolerance in parameters.stage_tolerances.items()
    }
    return record


def parameters_of(record: Mapping[str, Any]) -> SolveParameters:
    """The parameters that a run was started with; what a record does not name has its default.

    One without an effort is older than efforts, or was told when to stop; it is solved as it was then.
    """
    tolerances = {
        name: Tolerance(Fraction(each["absolute"]), Fraction(each["relative"]))
        for name, each in (record.get("stage_tolerances") or {}).items()
    }
    options = {name: _option(value) for name, value in (record.get("options") or {}).items()}
    time_limit, work_limit = record.get("time_limit"), record.get("deterministic_limit")
    effort = record.get("effort")
    return SolveParameters(
        time_limit=None if time_limit is None else float(time_limit),
        deterministic_limit=None if work_limit is None else float(work_limit),
        gap=float(record.get("gap") or 0),
        seed=int(record.get("seed") or 0),
        threads=record.get("threads"),
        memory_limit_mb=record.get("memory_limit_mb"),
        effort=None if effort is None else Effort(effort),
        stage_tolerances=tolerances,
        options=options,
    )


def _option(value: Any) -> OptionValue:
    """Fractions are kept as exact decimals; backends take binary ones."""
    kept: OptionValue = float(value) if isinstance(value, Decimal) else value
    return kept
