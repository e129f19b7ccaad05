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
    """Changes to a problem.

    edits: what to change, one edit at a time in this order; at least one.
    """

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class WhatIfValue:
    """One stage of the objective of a run, tie-breaks included.

    name: which stage, such as ``north_star``.
    more_is_better: whether a greater value is better.
    value: what the run reaches, in the unit of the stage.
    """

    name: str
    more_is_better: bool
    value: Proven


@dataclass(frozen=True, slots=True)
class WhatIfRun:
    """The best portfolio of one problem.

    status: what is known of the portfolio.
    values: the stages of the objective in order, tie-breaks included.
    selected: its initiatives with their places; empty where no portfolio was found.
    conflict: which rules cannot hold together; None unless it is proven that there is no portfolio.
    """

    status: SolutionStatus
    values: tuple[WhatIfValue, ...]
    selected: tuple[PlannedItem, ...]
    conflict: ConflictReport | None


@dataclass(frozen=True, slots=True)
class WhatIfStep:
    """One edit and what it causes, after all edits before it.

    edit: what was changed.
    before: what stood at that place before the edit, as text.
    after: what stands there now, as text.
    run: the best portfolio after the edit.
    diff: what changes against the last portfolio before it; None where one of the two is missing.
    notes: candidates that the edit makes valid or invalid, a sentence each.
    """

    edit: Edit
    before: str
    after: str
    run: WhatIfRun
    diff: PortfolioDiff | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIfResult:
    """The best portfolio after each edit, and what all edits together change.

    Each run is the best by all stages of its problem, tie-breaks included; of several, the one with the fewest changes
    against the portfolio before it.
    status: what is known of the portfolio after all edits.
    base: the best portfolio before any edit.
    steps: the edits in order, each with what it causes.
    diff: what changes from the base to the last run; None where one of the two has no portfolio.
    """

    status: SolutionStatus
    base: WhatIfRun
    steps: tuple[WhatIfStep, ...]
    diff: PortfolioDiff | None
