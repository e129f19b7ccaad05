"""The whole of a problem file."""

from __future__ import annotations

from typing import Any

from domain.problem.problem import PortfolioProblem
from persistence.problem_files.constraint_set import CONSTRAINT_SET
from persistence.problem_files.faults import Faults, Place, quoted
from persistence.problem_files.initiative import INITIATIVE
from persistence.problem_files.kinds import KEY, Codec, list_of
from persistence.problem_files.records import Field, record
from persistence.problem_files.scenario import SCENARIO

_INITIATIVE_LIST = list_of(INITIATIVE)


def _read_initiatives(value: Any, at: Place, faults: Faults) -> Any:
    initiatives = _INITIATIVE_LIST.read(value, at, faults)
    first: dict[str, int] = {}
    for index, initiative in enumerate(initiatives or ()):
        if initiative is None or initiative.initiative_key is None:
            continue
        earlier = first.setdefault(initiative.initiative_key, index)
        if earlier != index:
            key = quoted(initiative.initiative_key)
            faults.add(((at, index), "initiative_key"), f"{key} is already the key of initiatives[{earlier}]")
    return initiatives


_INITIATIVES = Codec(_read_initiatives, _INITIATIVE_LIST.write, _INITIATIVE_LIST.schema)

PROBLEM = record(
    PortfolioProblem,
    "One portfolio problem: which of these initiatives to do, and when, within the capacities and rules. Numbers are "
    "exact decimals with at most 15 digits before and 30 after the point.",
    [
        Field("scenario", SCENARIO, "The planning context: periods, capacities and the objective."),
        Field("constraint_set", CONSTRAINT_SET, "The rules that the portfolio has to keep."),
        Field("initiatives", _INITIATIVES, "The candidates; no initiative_key twice."),
        Field(
            "delivered",
            list_of(KEY),
            "Keys of initiatives that are already delivered; they meet prerequisites.",
            (["I-1"],),
        ),
    ],
)
