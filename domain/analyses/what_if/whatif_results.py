"""What is asked of a what-if, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from domain.analyses.session.placed import PlannedItem
from domain.analyses.session.terms import Proven
from domain.edits.edits import Edit
from domain.integer_model.result import SolutionStatus
from domain.portfolio.diff import PortfolioDiff
from domain.portfolio.report import ConflictReport


@dataclass(frozen=True, slots=True)
class WhatIfRequest:
    """Changes to a problem, applied one at a time in this order."""

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class WhatIfValue:
    """One stage of the objective of a run, tie-breaks included."""

    name: str
    more_is_better: bool
    value: Proven


@dataclass(frozen=True, slots=True)
class WhatIfRun:
    """One solve. selected: empty where there is no portfolio; conflict: why, where that is proven."""

    status: SolutionStatus
    values: tuple[WhatIfValue, ...]
    selected: tuple[PlannedItem, ...]
    conflict: ConflictReport | None


@dataclass(frozen=True, slots=True)
class WhatIfStep:
    """One edit and what it causes, the edits before it being in place.

    before, after: what stood at its place. diff: against the last portfolio before it; None where one of the two is
    missing. notes: candidates that it makes valid or invalid.
    """

    edit: Edit
    before: str
    after: str
    run: WhatIfRun
    diff: PortfolioDiff | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIfResult:
    """The run after all edits, and how it came about.

    Each run is the best by all stages of its problem, tie-breaks included; of several, the one with the fewest changes
    against the portfolio before it. diff: from the base to the last run; None where one of the two has no portfolio.
    """

    status: SolutionStatus
    base: WhatIfRun
    steps: tuple[WhatIfStep, ...]
    diff: PortfolioDiff | None
