"""JSON as a reader of differences wants it: what fits on a line stands on one, every figure as it was written."""

from __future__ import annotations

from typing import Any

import simplejson

WIDTH = 116


def read(text: str) -> Any:
    """Decimals keep their digits."""
    return simplejson.loads(text, use_decimal=True)


def laid_out(value: Any, indent: int = 0, before: int = 0) -> str:
    """A value as text; before: the columns that are taken on its first line."""
    line = simplejson.dumps(value, use_decimal=True, ensure_ascii=False)
    if before + len(line) <= WIDTH or not value or not isinstance(value, dict | list):
        return line
    pad = " " * (indent + 2)
    if isinstance(value, list):
        parts = [pad + laid_out(each, indent + 2, indent + 2) for each in value]
        return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
    parts = []
    for key, each in value.items():
        name = f"{pad}{simplejson.dumps(key, ensure_ascii=False)}: "
        parts.append(name + laid_out(each, indent + 2, len(name)))
    return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
