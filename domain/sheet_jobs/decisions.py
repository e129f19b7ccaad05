"""What people decide in the spreadsheet beside the optimizer: baseline, active plan, initiatives planned by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from domain.errors import InputError, NotFoundError
from domain.portfolio.evaluation import TIE_BREAK_SCORE, TIE_BREAK_TOKENS
from domain.portfolio.portfolio import ItemSource, Placement, Portfolio, PortfolioItem
from domain.portfolios.overrides import Override, overridden, restored, save_changed
from domain.portfolios.portfolios import PortfolioReview, review_of, set_flag
from domain.ports import Clock
from domain.problem.sizing import Scope
from domain.rules.wording import figure, listed
from domain.storage import PortfolioFlag, UnitOfWork

IN_THE_SHEET = "planned by hand in the spreadsheet"
"""The note of an item that a cell has overridden, by which it is known again once the cell is cleared."""
_COLUMNS = {PortfolioFlag.BASELINE: "baseline_run", PortfolioFlag.ACTIVE: "active_run"}
_TIE_BREAKS = (TIE_BREAK_SCORE, TIE_BREAK_TOKENS)
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class HandPlan:
    """A cell in which a person plans an initiative. fault: why it cannot be used; empty where it can."""

    scenario_name: str
    initiative_key: str
    override: Override = field(default_factory=lambda: Override(True))
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SheetDecisions:
    """What the tabs of the engine say by people's hands.

    runs: the ids of runs by scenario and by what they are called, both as they stand there and in small letters.
    by_hand: None where the spreadsheet has no column for it, so that what is decided elsewhere stays.
    """

    runs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    by_hand: tuple[HandPlan, ...] | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of the decisions, for one scenario.

    told: what could not be done. flags: the runs whose plans are the baseline and the active one. results: by
    initiative, what is planned by hand. review: the plan with that; None where nothing is planned by hand.
    """

    told: tuple[str, ...] = ()
    flags: Mapping[PortfolioFlag, str | None] = field(default_factory=dict)
    results: Mapping[str, str] = field(default_factory=dict)
    review: PortfolioReview | None = None

    @property
    def sentence(self) -> str:
        """What is planned otherwise than by the optimizer, and what that costs; empty where nothing is."""
        if self.review is None:
            return ""
        changed = [item for item in self.review.portfolio.items if item.source is ItemSource.MANUAL_OVERRIDE]
        named = listed([f"{item.initiative_key} {_short(item.placement)}" for item in changed], _MOST_NAMED)
        main = next((each for each in reversed(self.review.cost) if each.name not in _TIE_BREAKS), None)
        worth = f"; {main.name} {figure(main.after)} in place of {figure(main.before)}" if main else ""
        broken = listed([violation.message for violation in self.review.newly_broken], _MOST_NAMED)
        return f"{named}{worth}; {f'this breaks: {broken}' if broken else 'every rule is kept'}"


def keep_flags(
    uow: UnitOfWork, decisions: SheetDecisions, named: Mapping[PortfolioFlag, str], scenario: str, clock: Clock
) -> tuple[str, ...]:
    """Make the plans of the runs that a scenario's row names its baseline and its active one; what is in the way."""
    told = []
    for flag, text in named.items():
        run_id = decisions.runs.get((scenario, text.casefold()))
        try:
            if run_id is None:
                raise InputError(f"{text!r} is no run of {scenario} in Runs; write its run_name or run_id")
            portfolio = uow.portfolios.by_run(uow.runs.get(run_id).id)
            if portfolio is None:
                raise InputError(f"{text!r} has found no plan")
            if not getattr(portfolio, flag.value):
                set_flag(uow, portfolio.id, flag, clock)
        except NotFoundError:
            told.append(f"{_COLUMNS[flag]}: {text!r} is not in this database, so that its plan is not known here")
        except InputError as error:
            told.append(f"{_COLUMNS[flag]}: {error}")
    return tuple(told)


def keep_decisions(
    uow: UnitOfWork, decisions: SheetDecisions, run_id: str, scenario: str, email: str | None, clock: Clock
) -> Decided:
    """Plan by hand what the cells of a scenario say in the plan of a run, and no longer what they say no more."""
    run = uow.runs.get(run_id)
    flags = {flag: _run_of(uow, uow.portfolios.flagged(run.scenario_id, flag)) for flag in PortfolioFlag}
    portfolio = uow.portfolios.by_run(run.id)
    if portfolio is None:
        return Decided(flags=flags)
    cells = [each for each in decisions.by_hand or () if each.scenario_name == scenario]
    results = {each.initiative_key: f"not used: {each.fault}" for each in cells if each.fault}
    wanted = {each.initiative_key: each.override for each in cells if not each.fault}
    items = {item.initiative_key: item for item in portfolio.items}
    for key in wanted.keys() - items.keys():
        results[key] = "not used: it was not part of the run"
    problem = uow.portfolios.problem(portfolio.id) if wanted or portfolio.is_overridden else None
    changed = []
    for key, item in items.items():
        try:
            if key in wanted and not _is_so(item, wanted[key]):
                assert problem is not None
                changed.append(overridden(item, replace(wanted[key], notes=IN_THE_SHEET), problem, email))
            elif decisions.by_hand is not None and key not in wanted and _is_from_the_sheet(item):
                changed.append(restored(item))
        except InputError as error:
            results[key] = f"not used: {error}"
    if changed:
        portfolio = save_changed(uow, portfolio, changed, clock)
    results.update(_results(portfolio.items, results))
    reviewed = review_of(portfolio, problem) if problem is not None and portfolio.is_overridden else None
    return Decided(flags=flags, results=results, review=reviewed)


def _run_of(uow: UnitOfWork, portfolio: Portfolio | None) -> str | None:
    number = None if portfolio is None else portfolio.optimization_run_id
    return None if number is None else uow.runs.numbered(number).run_id


def _is_from_the_sheet(item: PortfolioItem) -> bool:
    return item.source is ItemSource.MANUAL_OVERRIDE and item.notes == IN_THE_SHEET


def _is_so(item: PortfolioItem, wanted: Override) -> bool:
    """Whether an item is planned by hand as a cell wants it already, so that asking again changes nothing."""
    now = item.placement
    return _is_from_the_sheet(item) and (
        (now.selected, wanted.period_key or now.period_key, wanted.scope or now.scope)
        == (wanted.selected, now.period_key, now.scope)
    )


def _results(items: Iterable[PortfolioItem], told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for item in items:
        if item.source is ItemSource.MANUAL_OVERRIDE and item.initiative_key not in told:
            where = "" if _is_from_the_sheet(item) else ", though not in this spreadsheet"
            before = item.without_override().placement
            yield item.initiative_key, f"{_short(item.placement)} by hand{where}; the optimizer has it {_short(before)}"


def _short(placement: Placement) -> str:
    if not placement.selected:
        return "out"
    size = "" if placement.scope in (Scope.NONE, Scope.FULL) else f" as {placement.scope.value}"
    return f"in {placement.period_key}{size}" if placement.period_key else f"in{size}"
