"""JSON in and out: numbers come in with every digit, answers go out fast."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

import orjson


class ExactFloat(float):
    """A number of a request that still knows how it was written: ``text`` has digits that a float cannot hold."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> ExactFloat:
        """The float nearest to a literal. Raises ``ValueError`` where there is none."""
        value = super().__new__(cls, text)
        if not math.isfinite(value):
            raise ValueError(f"the number {text[:40]} is too large")
        value.text = text
        return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def loads(data: bytes | str) -> Any:
    """The value of a JSON text in UTF-8. Raises ``ValueError`` for anything else."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        return json.loads(text, parse_float=ExactFloat, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def dumps(value: object) -> bytes:
    """The JSON text of an answer."""
    try:
        return orjson.dumps(value)
    except (TypeError, ValueError):  # whole numbers beyond 64 bits, half surrogates
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")
