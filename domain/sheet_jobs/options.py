"""What is said when a job is started, read from the payload of its action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from domain.errors import InputError
from domain.integer_model.model import Effort, SolveParameters

DEFAULT_SECONDS = 300.0
DEFAULT_EFFORT = Effort.NORMAL


class Strictness(StrEnum):
    """What becomes of candidates that lack a market or their KPI chain but could be planned.

    advise: they take part, and their row says what is missing.
    strict: they are left out, and their row says why.
    """

    ADVISE = "advise"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class JobOptions:
    """What a job is to do.

    workbook: the spreadsheet. scenario: by name; left out, the only one of the tab. constraint_set: the name under
    which its rules are kept; left out, one made from the scenario's. effort: left out, that of the scenario's row, or
    normal. time_limit: seconds. graduation: how strictly candidates are judged. fresh: solve again although the same
    question has been answered before. run_id, portfolio_id: what is written or published; left out, the newest of the
    spreadsheet. roadmap: the spreadsheet that it is published into; left out, the same one.
    """

    workbook: str
    scenario: str | None = None
    constraint_set: str | None = None
    solver: str = "auto"
    effort: Effort | None = None
    time_limit: float = DEFAULT_SECONDS
    graduation: Strictness = Strictness.ADVISE
    fresh: bool = False
    run_id: str | None = None
    portfolio_id: int | None = None
    roadmap: str | None = None

    def parameters(self, effort: Effort | None = None) -> SolveParameters:
        """How runs of the job are solved. effort: what the scenario's row says of it."""
        return SolveParameters(time_limit=self.time_limit, effort=self.effort or effort or DEFAULT_EFFORT)


def check_options(payload: Mapping[str, Any]) -> None:
    """Raise ``InputError`` for a payload that is not a valid ``JobOptions``."""
    options_of(payload)


def options_of(payload: Mapping[str, Any]) -> JobOptions:
    """Options of a payload. Raises ``InputError`` for an unknown name or an unusable value."""
    known = {field.name for field in fields(JobOptions)}
    for name in payload:
        if name not in known:
            raise InputError(f"a job has no option {name!r}; there are {', '.join(sorted(known))}")
    given: dict[str, Any] = {}
    for name, value in payload.items():
        read: Callable[[str, Any], Any] = _READ.get(name, _text)
        if value is not None:
            given[name] = read(name, value)
    if "workbook" not in given:
        raise InputError("say which spreadsheet the job is about: workbook is missing")
    return JobOptions(**given)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{name} has to be a text that is not blank, not {value!r}")
    return value.strip()


def _seconds(name: str, value: Any) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = -1.0
    if isinstance(value, bool) or not 0 < seconds < float("inf"):
        raise InputError(f"{name} has to be a number of seconds above zero, not {value!r}")
    return seconds


def _strictness(name: str, value: Any) -> Strictness:
    try:
        return Strictness(value)
    except ValueError:
        raise InputError(f"{name} is one of {', '.join(Strictness)}, not {value!r}") from None


def _effort(name: str, value: Any) -> Effort:
    try:
        return Effort(value)
    except ValueError:
        raise InputError(f"{name} is one of {', '.join(Effort)}, not {value!r}") from None


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InputError(f"{name} is true or false, not {value!r}")
    return value


def _number(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputError(f"{name} is a number from 1 up, not {value!r}")
    return value


_READ: Mapping[str, Callable[[str, Any], Any]] = {
    "effort": _effort,
    "time_limit": _seconds,
    "graduation": _strictness,
    "fresh": _flag,
    "portfolio_id": _number,
}
