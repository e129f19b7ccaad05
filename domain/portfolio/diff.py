"""What is different between two portfolios: initiatives, tokens, KPI totals, targets and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.assessment import Assessment, StageCost, stage_costs
from domain.portfolio.portfolio import Placement, Portfolio
from domain.portfolio.report import TargetReport, UsageReport
from domain.portfolio.verification import Violation


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One initiative that is planned differently; None where it is not in that portfolio."""

    initiative_key: str
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after."""

    name: str
    before: Decimal
    after: Decimal
    delta: Decimal


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target that is reached differently; None where that portfolio's problem does not have it."""

    rule_id: str
    before: TargetReport | None
    after: TargetReport | None


@dataclass(frozen=True, slots=True)
class SlackChange:
    """A limit whose slack is another one; None where that portfolio's problem does not have it."""

    rule_id: str
    before: UsageReport | None
    after: UsageReport | None


@dataclass(frozen=True, slots=True)
class PortfolioDiff:
    """From one portfolio to another. Only what has changed is listed; moved and resized are in both.

    objective: the stages that both have, changed or not. newly_broken, mended: rules that one of them breaks.
    """

    entered: tuple[ItemChange, ...]
    left: tuple[ItemChange, ...]
    moved: tuple[ItemChange, ...]
    resized: tuple[ItemChange, ...]
    tokens: Change
    objective: tuple[StageCost, ...]
    kpis: tuple[Change, ...]
    targets: tuple[TargetChange, ...]
    rules: tuple[SlackChange, ...]
    newly_broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the same initiatives are planned in the same periods and sizes."""
        return not (self.entered or self.left or self.moved or self.resized)


@dataclass(frozen=True, slots=True)
class AssessedPortfolio:
    """A portfolio with its exact figures."""

    portfolio: Portfolio
    assessment: Assessment


def diff(a: AssessedPortfolio, b: AssessedPortfolio) -> PortfolioDiff:
    """What changes on the way from ``a`` to ``b``, in the order of the initiative keys."""
    return diff_of(_planned(a.portfolio), a.assessment, _planned(b.portfolio), b.assessment)


def diff_of(
    before: Mapping[str, Placement], old: Assessment, after: Mapping[str, Placement], new: Assessment
) -> PortfolioDiff:
    """What changes between two plans that are given by what they place where, with their exact figures."""
    changes = [ItemChange(key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())]
    stayed = [(change, change.before, change.after) for change in changes if change.before and change.after]
    return PortfolioDiff(
        entered=tuple(change for change in changes if change.before is None),
        left=tuple(change for change in changes if change.after is None),
        moved=tuple(change for change, was, now in stayed if was.period_key != now.period_key),
        resized=tuple(change for change, was, now in stayed if (was.scope, was.tokens) != (now.scope, now.tokens)),
        tokens=_change("tokens", _tokens(before), _tokens(after)),
        objective=stage_costs(old, new),
        kpis=_kpi_changes(old, new),
        targets=tuple(
            TargetChange(rule_id, was, now)
            for rule_id, was, now in _paired(old.targets, new.targets)
            if was is None or now is None or (was.achieved, was.gap) != (now.achieved, now.gap)
        ),
        rules=tuple(
            SlackChange(rule_id, was, now)
            for rule_id, was, now in _paired(old.usage, new.usage)
            if was is None or now is None or was.slack != now.slack
        ),
        newly_broken=_missing_from(old, new),
        mended=_missing_from(new, old),
    )


def _planned(portfolio: Portfolio) -> dict[str, Placement]:
    return {item.initiative_key: item.placement for item in portfolio.selected}


def _tokens(placed: Mapping[str, Placement]) -> Decimal:
    with exact_arithmetic():
        return sum((placement.tokens for placement in placed.values()), ZERO)


class _OfRule(Protocol):
    @property
    def rule_id(self) -> str: ...


R = TypeVar("R", bound=_OfRule)


def _paired(before: Iterable[R], after: Iterable[R]) -> list[tuple[str, R | None, R | None]]:
    old = {report.rule_id: report for report in before}
    new = {report.rule_id: report for report in after}
    return [(rule_id, old.get(rule_id), new.get(rule_id)) for rule_id in dict.fromkeys((*old, *new))]


def _kpi_changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    old = {kpi.kpi_key: kpi.total for kpi in before.kpis}
    new = {kpi.kpi_key: kpi.total for kpi in after.kpis}
    changes = [_change(key, old.get(key, ZERO), new.get(key, ZERO)) for key in sorted(old.keys() | new.keys())]
    return tuple(change for change in changes if change.delta)


def _change(name: str, before: Decimal, after: Decimal) -> Change:
    with exact_arithmetic():
        return Change(name, before, after, after - before)


def _missing_from(one: Assessment, other: Assessment) -> tuple[Violation, ...]:
    known = set(one.broken_rules)
    return tuple(violation for violation in other.violations if violation.rule_id not in known)
