"""Classes of ``domain.lean`` as the library of dataclasses makes them, for those who ask it about them."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

from domain.lean import DEFAULTS, Factory


@cache
def twin_of(cls: Any, frozen: bool) -> Any:
    """A class of the same fields, made by the library."""
    space = {"__module__": cls.__module__, "__annotations__": cls.__annotations__, **getattr(cls, DEFAULTS)}
    return made_by_library(type(cls.__name__, (), space), {"frozen": frozen, "slots": True})


def made_by_library(cls: Any, options: dict[str, Any]) -> Any:
    """What the library makes of a class whose fields may have factories of ours."""
    for name, default in list(vars(cls).items()):
        if isinstance(default, Factory):
            setattr(cls, name, dataclasses.field(default_factory=default.make))
    return dataclasses.dataclass(**options)(cls)
