"""Every fault of what is read, with its place; and stand-ins for what a parser lets through until that is known."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from domain.errors import Fault, ProblemFileError
from domain.lean import dataclass

# A place is the way from the root, last step first: (((None, "initiatives"), 12), "engineering_tokens").
Place = tuple["Place", str | int] | None

ROOT: Place = None
MAX_LISTED = 10_000
_MAX_SHOWN = 60
_MAX_SUGGESTIONS = 1_000
_PLAIN_STEP = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Unusable:
    """Stands for a number that JSON lets through and no record can hold."""

    message: str


class RepeatingObject(dict[str, Any]):
    """A JSON object with a key given more than once; it holds the last value of each, and ``repeated`` the keys."""

    repeated: tuple[str, ...] = ()


class Faults:
    """The faults found so far. What a converter returns beside a fault does not matter: the file is refused."""

    def __init__(self) -> None:
        self._listed: list[Fault] = []
        self._unlisted = 0

    def add(self, at: Place, message: str) -> None:
        """Note a fault; beyond ``MAX_LISTED`` of them only their number."""
        if len(self._listed) < MAX_LISTED:
            self._listed.append(Fault(render_place(at), message))
        else:
            self._unlisted += 1

    def mismatch(self, at: Place, expected: str, value: object) -> None:
        """Note that a value is of the wrong type, or a number out of range."""
        if len(self._listed) >= MAX_LISTED:
            self._unlisted += 1
        elif isinstance(value, Unusable):
            self.add(at, value.message)
        else:
            self.add(at, f"expected {expected}, got {describe(value)}")

    def unknown_key(self, at: Place, key: str, known: Sequence[str]) -> None:
        """Note a key that has no meaning here, with the nearest one that has."""
        nearest = (
            _nearest(key, tuple(known)) if len(self._listed) < _MAX_SUGGESTIONS and len(key) <= _MAX_SHOWN else None
        )
        self.add((at, key), f"unknown key; did you mean {quoted(nearest)}?" if nearest else "unknown key")

    def raise_if_any(self, source: str) -> None:
        """Raise ``ProblemFileError`` with everything found."""
        if self._unlisted:
            self._listed.append(Fault("", f"and {self._unlisted} more faults that are not listed"))
        if self._listed:
            raise ProblemFileError(self._listed, source)


def render_place(at: Place) -> str:
    """A place as people write it: ``initiatives[12].team_tokens["back end"]``."""
    steps: list[str] = []
    while at is not None:
        at, step = at
        if isinstance(step, int):
            steps.append(f"[{step}]")
        elif _PLAIN_STEP.fullmatch(step) and len(step) <= _MAX_SHOWN:
            steps.append(f".{step}")
        else:
            steps.append(f"[{quoted(step)}]")
    return "".join(reversed(steps)).removeprefix(".")


def quoted(text: str) -> str:
    """Text in double quotes, shortened, with everything escaped that could not be printed."""
    shown = text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "…"
    return json.dumps(shown, ensure_ascii=not shown.isprintable())


def describe(value: Any) -> str:
    """What a value of a file is, in a few words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f"text {quoted(value)}"
        case Decimal() | int() | float():
            return f"the number {value}"
        case list() | tuple():
            return "a list"
        case _:
            return "an object"


def is_object(value: Any, at: Place, faults: Faults) -> bool:
    """Whether a value is an object; notes keys that it gives more than once."""
    if type(value) is dict:
        return True
    if isinstance(value, RepeatingObject):
        for key in value.repeated:
            faults.add((at, key), "the key is given more than once in this object")
        return True
    if not isinstance(value, Mapping):
        faults.mismatch(at, "an object", value)
        return False
    return True


@lru_cache(maxsize=1_000)
def _nearest(key: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    matches = get_close_matches(key.lower(), known, n=1, cutoff=0.7)
    return matches[0] if matches else None
