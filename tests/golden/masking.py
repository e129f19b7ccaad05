"""What differs from run to run, and from release to release of a solver, and so does not get into golden files.

Everything else has to be the same: hashes of inputs, notes, the order of keys and every digit of a figure.
"""

from __future__ import annotations

import re
from typing import Any

VARIES = "(varies)"
VARYING = frozenset({"timings", "seconds", "version", "engine_version", "peak_megabytes", "convergence"})
"""Keys of JSON answers, wherever they stand: times, versions, memory, and how a solver got to its answer."""
VARYING_OF_AUTO = frozenset({"name", "notes", "reproducible"})
"""Keys of what is said of the solver, where several of them raced: who won, and who was in the race."""
VARYING_WORDS = (
    (re.compile(r"\b\d+(\.\d+)? (ms|s|min)\b"), "(time)"),
    (re.compile(r"(?<=database was empty, is now )\d{4}|\b\d{4}(?= \(newest\))"), "(revision)"),
    (re.compile(r"\b(cp-sat|highs|scip) \d[\w.]*, engine [\w.]+"), r"\1 (version), engine (version)"),
)
"""The same in what people read."""


def masked(answer: Any, raced: bool) -> Any:
    """A JSON answer without what varies; raced: whether ``auto`` gave it."""
    if isinstance(answer, list):
        return [masked(each, raced) for each in answer]
    if not isinstance(answer, dict):
        return answer
    return {key: _blank(value) if key in VARYING else _under(key, value, raced) for key, value in answer.items()}


def _under(key: str, value: Any, raced: bool) -> Any:
    if raced and key == "solver" and isinstance(value, dict):
        value = {inner: VARIES if inner in VARYING_OF_AUTO else each for inner, each in value.items()}
    return masked(value, raced)


def _blank(value: Any) -> Any:
    """The names of what is in it stay."""
    return dict.fromkeys(value, VARIES) if isinstance(value, dict) else VARIES


def masked_words(text: str) -> str:
    """A text for people without what varies."""
    for pattern, instead in VARYING_WORDS:
        text = pattern.sub(instead, text)
    return text
