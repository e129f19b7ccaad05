"""JSON in and out: numbers come in with every digit, answers go out fast."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

import orjson

MAX_DEPTH = 64
"""Lists and objects inside each other in a request. A problem has six; what is deeper would only exhaust a stack."""
TOO_DEEP = f"lists and objects are nested too deeply; {MAX_DEPTH} levels are allowed"


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


_DECODER = json.JSONDecoder(parse_float=ExactFloat, parse_constant=_no_constant)


def loads(data: bytes | str) -> Any:
    """The value of a JSON text in UTF-8. Raises ``ValueError`` for anything else."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        value = _DECODER.decode(text)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    if text.count("[") + text.count("{") > MAX_DEPTH and _is_too_deep(value):
        raise ValueError(TOO_DEEP)
    return value


def _is_too_deep(value: object) -> bool:
    """Looks at one level after the other, so that no depth is too much for it."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inside: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inside.extend(each.values())
            elif isinstance(each, list):
                inside.extend(each)
        level = [each for each in inside if isinstance(each, dict | list)]
        if not level:
            return False
    return True


def dumps(value: object) -> bytes:
    """The JSON text of an answer."""
    try:
        return orjson.dumps(value)
    except (TypeError, ValueError):  # whole numbers beyond 64 bits, half surrogates
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")
