"""HiGHS's library without what it is wrapped in: a language of models, for which the package imports numpy.

Numpy takes longer to import than a small model to solve. What the package adds to its core is not used here.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

PACKAGE, CORE = "highspy", "highspy._core"


@cache
def highs_library() -> Any:
    """The core of the package, or the package itself where its core cannot be had alone."""
    found: Any = sys.modules.get(CORE) or _core_alone()
    if hasattr(found, "_Highs") and hasattr(found, "cb"):
        found.Highs = found._Highs
        return found
    return import_module(PACKAGE)


def _core_alone() -> Any:
    """The core, imported under an empty package, which is taken away again for those who want the whole one."""
    found = PathFinder.find_spec(PACKAGE)
    if PACKAGE in sys.modules or found is None or found.submodule_search_locations is None:
        return None
    package = ModuleType(PACKAGE)
    package.__path__ = list(found.submodule_search_locations)
    sys.modules[PACKAGE] = package
    try:
        return import_module(CORE)
    except ImportError:
        return None
    finally:
        del sys.modules[PACKAGE]
