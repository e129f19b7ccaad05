"""HiGHS's callbacks as reports to the engine, and the engine's wish to stop as an interrupt."""

from __future__ import annotations

import time
from typing import Any

from domain.lean import dataclass
from solvers.api import Model, Watch
from solvers.default_plugins.highs.model import point_of
from solvers.default_plugins.highs.units import Units
from solvers.default_plugins.highs.work import Work

LOOK_SECONDS = 0.02
FIRST_LOOK_SECONDS = 0.15


@dataclass(slots=True)
class FirstLook:
    """The first moments of a search, which most small models end within.

    HiGHS tells points as arrays of numpy only, so none is reported in them. over: they have passed, so that the search
    was interrupted to be made again with reports.
    """

    began: float
    over: bool = False

    def is_over(self) -> bool:
        """Whether the moments have passed."""
        self.over = self.over or time.monotonic() - self.began >= FIRST_LOOK_SECONDS
        return self.over


def listen(
    library: Any,
    highs: Any,
    model: Model,
    units: Units,
    watch: Watch,
    work: Work,
    look: FirstLook | None = None,
) -> None:
    """Report incumbents and bounds, count the work, and interrupt wherever HiGHS lets itself be interrupted."""
    kinds = library.cb.HighsCallbackType
    improved, tree = int(kinds.kCallbackMipImprovingSolution), int(kinds.kCallbackMipInterrupt)
    next_look, unit = 0.0, units.objective

    def called(kind: Any, _message: str, out: Any, back: Any, _data: object) -> None:
        nonlocal next_look
        if look is not None and look.is_over():
            back.user_interrupt = True
            return
        if int(kind) == improved and look is not None:
            return
        if int(kind) == improved:
            point = point_of(model, units, out.mip_solution)
            watch.report(out.objective_function_value * unit, out.mip_dual_bound * unit, point)
        elif int(kind) == tree and work.count(out.mip_node_count):
            back.user_interrupt = True
            return
        elif time.monotonic() < next_look:
            # HiGHS calls thousands of times a second; looking up every time costs a tenth of a solve.
            return
        elif int(kind) == tree:
            watch.report(out.mip_primal_bound * unit, out.mip_dual_bound * unit)
        next_look = time.monotonic() + LOOK_SECONDS
        if watch.should_stop():
            next_look = 0.0
            back.user_interrupt = True

    highs.setCallback(called, None)
    for kind in (
        kinds.kCallbackMipImprovingSolution,
        kinds.kCallbackMipInterrupt,
        kinds.kCallbackSimplexInterrupt,
        kinds.kCallbackIpmInterrupt,
    ):
        highs.startCallback(kind)
