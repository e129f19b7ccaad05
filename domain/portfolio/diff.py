"""What is different between two portfolios: initiatives, tokens, KPI totals, targets and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.assessment import Assessment, StageCost, stage_costs
from domain.portfolio.figures import CurveReport, TargetReport, UsageReport
from domain.portfolio.portfolio import Placement, Portfolio
from domain.portfolio.verification import Violation


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One initiative that the two portfolios plan differently.

    initiative_key: key of the initiative.
    before: how the first portfolio plans it; None where it does not have it.
    after: how the second portfolio plans it; None where it does not have it.
    """

    initiative_key: str
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after.

    name: which figure: ``tokens`` or the key of a KPI.
    before: its value in the first portfolio.
    after: its value in the second portfolio.
    delta: after less before.
    """

    name: str
    before: Decimal
    after: Decimal
    delta: Decimal


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target that the two portfolios reach differently.

    rule_id: the rule of the target, such as ``target:UK:revenue``.
    before: the target under the first portfolio; None where its problem has no such target.
    after: the target under the second portfolio; None where its problem has no such target.
    """

    rule_id: str
    before: TargetReport | None
    after: TargetReport | None


@dataclass(frozen=True, slots=True)
class SlackChange:
    """A capacity, floor or cap that the two portfolios leave with different slack.

    rule_id: the rule of the limit, such as ``cap:market:UK``.
    before: the limit under the first portfolio; None where its problem has no such limit.
    after: the limit under the second portfolio; None where its problem has no such limit.
    """

    rule_id: str
    before: UsageReport | None
    after: UsageReport | None


@dataclass(frozen=True, slots=True)
class CurveChange:
    """A response curve on which the two portfolios stand at different points.

    rule_id: the curve, such as ``curve:uk-conversion``.
    before: where the first portfolio stands; None where its problem has no such curve.
    after: where the second portfolio stands; None where its problem has no such curve.
    """

    rule_id: str
    before: CurveReport | None
    after: CurveReport | None


@dataclass(frozen=True, slots=True)
class PortfolioDiff:
    """What changes from one portfolio to another. Only what differs is listed.

    entered: initiatives of the second portfolio only.
    left: initiatives of the first portfolio only.
    moved: initiatives of both in another period.
    resized: initiatives of both in another scope or with other tokens; one may be in moved, too.
    tokens: the total of all tokens, with those of overheads.
    objective: every stage of the objective that both have, changed or not.
    kpis: KPI totals that differ.
    targets: targets that are reached differently.
    rules: capacities, floors and caps whose slack differs.
    newly_broken: rules that the second portfolio breaks and the first does not.
    mended: rules that the first portfolio breaks and the second does not.
    curves: response curves along which the raw or the counted total differs.
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
    curves: tuple[CurveChange, ...] = ()

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
    """What changes between two plans, each given by its placements and exact figures."""
    changes = [ItemChange(key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())]
    stayed = [(change, change.before, change.after) for change in changes if change.before and change.after]
    return PortfolioDiff(
        entered=tuple(change for change in changes if change.before is None),
        left=tuple(change for change in changes if change.after is None),
        moved=tuple(change for change, was, now in stayed if was.period_key != now.period_key),
        resized=tuple(change for change, was, now in stayed if (was.scope, was.tokens) != (now.scope, now.tokens)),
        tokens=_change("tokens", _tokens(before, old), _tokens(after, new)),
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
        curves=tuple(
            CurveChange(rule_id, was, now)
            for rule_id, was, now in _paired(old.curves, new.curves)
            if was is None or now is None or (was.raw, was.counted) != (now.raw, now.counted)
        ),
    )


def _planned(portfolio: Portfolio) -> dict[str, Placement]:
    return {item.initiative_key: item.placement for item in portfolio.selected}


def _tokens(placed: Mapping[str, Placement], assessed: Assessment) -> Decimal:
    with exact_arithmetic():
        return sum((placement.tokens for placement in placed.values()), assessed.overhead_tokens)


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
