"""How the gap to a target could be closed: by candidates outside the portfolio, or by others once they are mended."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.explanation.gap_advice.context import PortfolioContext
from domain.explanation.gap_advice.exchange import Exchange, contribution, find_exchange, size_for
from domain.numbers import ZERO, exact_arithmetic, negated
from domain.problem.sizing import Scope, Size
from domain.rules.rules import TargetRule

MOST_SINGLE = 3
MOST_TOGETHER = 12
_FULL = Size(Scope.FULL, None, {})


@dataclass(frozen=True, slots=True)
class Mendable:
    """An initiative that would help but cannot be selected as it is. effect: its contribution. reasons: all."""

    initiative_key: str
    effect: Decimal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetAdvice:
    """What would help. exchange: the best one that was found; None where no candidate outside helps.

    outside: what all selectable candidates outside together would bring. mendable: by effect, the greatest first.
    """

    exchange: Exchange | None
    outside: Decimal
    mendable: tuple[Mendable, ...]


@dataclass(frozen=True, slots=True)
class _Package:
    members: tuple[str, ...]
    effect: Decimal
    tokens: Decimal


def advise(context: PortfolioContext, target: TargetRule, *, with_exchange: bool = True) -> TargetAdvice:
    """Find what would close the gap to a target. with_exchange: look for an exchange, which is most of the work."""
    gap = context.evaluation.shortfall(target)
    packages = _packages(context, target)
    every = tuple(dict.fromkeys(key for package in packages for key in package.members))
    outside = _package(context, target, every).effect
    if not with_exchange:
        return TargetAdvice(None, outside, _mendable(context, target))
    sets = [package.members for package in _alone(packages, gap)]
    together = _together(context, target, packages, gap)
    if together and together not in sets:
        sets.append(together)
    exchanges = [find_exchange(context, target, members) for members in sets]
    best = min((found for found in exchanges if found.gap < gap), key=_preference, default=None)
    return TargetAdvice(best, outside, _mendable(context, target))


def _preference(exchange: Exchange) -> tuple[int, Decimal, Decimal, Decimal]:
    """Sort key: allowed exchanges first, then the smallest gap, the least value lost, the fewest tokens."""
    return len(exchange.broken), exchange.gap, negated(exchange.value), exchange.tokens


def _packages(context: PortfolioContext, target: TargetRule) -> list[_Package]:
    """Every initiative outside that helps, with everything it requires; each package once."""
    found: dict[frozenset[str], _Package] = {}
    for key in context.pool.candidates:
        helps = contribution(context, target, key)(size_for(context, target, key)) > ZERO
        if key in context.choices or not (helps or _bends(context, target)):
            continue
        members = context.package(key)
        if members is None or not _is_open(context, target, members):
            continue
        package = _package(context, target, members)
        if package.effect > ZERO:
            found.setdefault(frozenset(members), package)
    return list(found.values())


def _bends(context: PortfolioContext, target: TargetRule) -> bool:
    return target.period is None and context.evaluation.is_bent(target.kpi_key)


def _is_open(context: PortfolioContext, target: TargetRule, members: tuple[str, ...]) -> bool:
    """Whether the dates of all allow the period of the target, or one and the same period."""
    windows = [context.relations.windows[key].closed for key in members if key in context.relations.windows]
    periods = range(len(context.rules.periods)) if target.period is None else (target.period,)
    return any(all(period not in closed for closed in windows) for period in periods)


def _package(context: PortfolioContext, target: TargetRule, members: tuple[str, ...]) -> _Package:
    sizes = {key: size_for(context, target, key) for key in members}
    effect = context.gain(target, ((context.pool.candidates[key], size) for key, size in sizes.items()))
    with exact_arithmetic():
        tokens = sum((size.tokens or ZERO for size in sizes.values()), ZERO)
    return _Package(members, effect, tokens)


def _alone(packages: list[_Package], gap: Decimal) -> list[_Package]:
    """Packages that close the gap by themselves: the cheapest."""
    enough = [package for package in packages if package.effect >= gap]
    return sorted(enough, key=lambda package: (package.tokens, negated(package.effect), package.members))[:MOST_SINGLE]


def _together(context: PortfolioContext, target: TargetRule, packages: list[_Package], gap: Decimal) -> tuple[str, ...]:
    """Packages that bring most for each token, until the gap is closed; then without those that are not needed."""

    def rate(package: _Package) -> tuple[bool, Decimal]:
        return package.tokens > ZERO, -(package.effect / package.tokens if package.tokens else package.effect)

    chosen: list[_Package] = []
    for package in sorted(packages, key=lambda package: (*rate(package), package.members)):
        if len(chosen) == MOST_TOGETHER or (chosen and _union(context, target, chosen).effect >= gap):
            break
        chosen.append(package)
    for package in sorted(chosen, key=lambda package: negated(package.tokens)):
        rest = [other for other in chosen if other is not package]
        if rest and _union(context, target, rest).effect >= gap:
            chosen = rest
    return _union(context, target, chosen).members if chosen else ()


def _union(context: PortfolioContext, target: TargetRule, packages: list[_Package]) -> _Package:
    return _package(context, target, tuple(dict.fromkeys(key for found in packages for key in found.members)))


def _mendable(context: PortfolioContext, target: TargetRule) -> tuple[Mendable, ...]:
    """Invalid initiatives, and valid ones that something keeps out, which would bring the target anything."""
    found = []
    for initiative in context.problem.initiatives:
        key = initiative.initiative_key
        reasons = context.pool.invalid.get(key) or context.rules.unselectable.get(key)
        if reasons and target.market in (None, initiative.market):
            effect = context.gain(target, [(initiative, _FULL)])
            if effect > ZERO:
                found.append(Mendable(key, effect, reasons))
    return tuple(sorted(found, key=lambda mendable: (negated(mendable.effect), mendable.initiative_key)))
