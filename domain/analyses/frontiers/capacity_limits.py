"""The capacities of a problem by name, and the problem under another limit or as a function of the limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import gcd

from domain.analyses.frontiers.frontier_measures import Measure
from domain.analyses.frontiers.frontier_results import FrontierAxis
from domain.analyses.session.counts import with_count
from domain.analyses.session.terms import ExtraRow
from domain.errors import InputError
from domain.formulation.scaling import decimals_of
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_LOWER, LinearForm, Model, Sense, Stage, StageRole
from domain.numbers import exact_arithmetic
from domain.optimization.preparation import PreparedProblem
from domain.portfolio.evaluation import Evaluation
from domain.problem.constraints import Dimension
from domain.problem.sizing import bears
from domain.rules.rules import TokenFamily, TokenRule

MOST_NAMED = 6
"""How many capacities an error names."""
DIMENSIONS = (Dimension.GLOBAL, Dimension.MARKET, Dimension.DEPARTMENT, Dimension.TEAM)


@dataclass(frozen=True, slots=True)
class Capacity:
    """A capacity: tokens of a key in each of some periods (indices). limit: None where it is unlimited."""

    name: str
    dimension: Dimension
    key: str | None
    periods: tuple[int, ...]
    limit: Decimal | None


def capacities_of(prepared: PreparedProblem) -> tuple[Capacity, ...]:
    """All limited capacities: first the one that several periods share, then those of single periods."""
    rules = prepared.rules
    found: dict[tuple[Dimension, str | None], dict[int, Decimal]] = {}
    for rule in rules.tokens:
        if rule.family is TokenFamily.CAPACITY and rule.period is not None:
            found.setdefault((rule.dimension, rule.key), {})[rule.period] = rule.limit
    capacities = []
    for (dimension, key), limits in found.items():
        shared = _shared_periods(prepared, dimension, tuple(limits))
        if len(shared) > 1:
            capacities.append(Capacity(_name(dimension, key), dimension, key, shared, limits[shared[0]]))
        for period, limit in limits.items():
            suffix = "" if len(rules.periods) == 1 else f"@{rules.periods[period]}"
            capacities.append(Capacity(_name(dimension, key) + suffix, dimension, key, (period,), limit))
    return tuple(capacities)


def find_capacity(prepared: PreparedProblem, text: str) -> Capacity:
    """The capacity of a name such as ``global``, ``market:UK``, ``team:backend@2026-Q1``; unlimited where none is set.

    Raises ``InputError`` for what is no capacity, a key that no candidate bears, and a period that is not there.
    """
    wanted = _written(text)
    known = capacities_of(prepared)
    for capacity in known:
        if capacity.name == f"capacity:{wanted}":
            return capacity
    periods = prepared.rules.periods
    name, at, period = wanted.rpartition("@")
    if not at:
        name, period = wanted, ""
    word, _, key = name.partition(":")
    if word not in DIMENSIONS or (word == Dimension.GLOBAL) != (not key) or (at and period not in periods):
        raise InputError(_unknown(text, known, periods))
    dimension, bearer = Dimension(word), key or None
    if not any(bears(each, dimension, bearer) for each in prepared.pool.candidates.values()):
        raise InputError(f"capacity {text!r}: no candidate bears {dimension.value} {key!r}")
    chosen = (periods.index(period),) if at else _shared_periods(prepared, dimension, tuple(range(len(periods))))
    if not chosen:
        raise InputError(
            f"capacity {text!r}: every period has a capacity of its own; name one, as in {text}@{periods[0]}"
        )
    limits = {
        each.limit
        for each in known
        if each.dimension is dimension and each.key == bearer and set(each.periods) & set(chosen)
    }
    limit = limits.pop() if len(limits) == 1 else None
    return Capacity(f"capacity:{wanted}", dimension, bearer, chosen, limit)


def partial_note(prepared: PreparedProblem, capacity: Capacity) -> str | None:
    """Note on the periods that a capacity leaves out although its name does not say so; None where there are none."""
    if "@" in capacity.name or len(capacity.periods) == len(prepared.rules.periods):
        return None
    periods = prepared.rules.periods
    name = capacity.name.removeprefix("capacity:")
    meant = ", ".join(periods[at] for at in capacity.periods)
    others = [period for at, period in enumerate(periods) if at not in capacity.periods]
    own = "has a capacity of its own" if len(others) == 1 else "have capacities of their own"
    return (
        f"{name} is the capacity of {meant} here: {', '.join(others)} {own} and "
        f"{'stays' if len(others) == 1 else 'stay'} as {'it is' if len(others) == 1 else 'they are'} "
        f"(name {name}@{others[0]} for that)"
    )


def with_limit(prepared: PreparedProblem, capacity: Capacity, limit: Decimal | None) -> PreparedProblem:
    """The problem with another limit of one capacity; None removes the limit. Candidates keep their judgement."""
    kept = [rule for rule in prepared.rules.tokens if not is_of(capacity, rule)]
    if limit is not None:
        for period in capacity.periods:
            rule_id = _rule_id(prepared, capacity, period)
            kept.append(TokenRule(rule_id, TokenFamily.CAPACITY, capacity.dimension, capacity.key, period, limit))
    return prepared.under(replace(prepared.rules, tokens=tuple(kept)))


def is_of(capacity: Capacity, rule: TokenRule) -> bool:
    """Whether a rule belongs to a capacity."""
    return (
        rule.family is TokenFamily.CAPACITY
        and rule.dimension is capacity.dimension
        and rule.key == capacity.key
        and rule.period in capacity.periods
    )


@dataclass(frozen=True, slots=True)
class Level:
    """A model that measures the need of a portfolio for a capacity: the most it uses in one of the periods.

    uses: by the tag of the rule of each period, what its columns use, in the unit of the measure's form.
    """

    model: Model
    measure: Measure
    uses: Mapping[str, Mapping[int, int]]

    def threshold(self, limit: Decimal | Fraction) -> int:
        """The integer of the stage's form for a limit in tokens; the limit is kept where the form reaches it."""
        return -int(Fraction(limit) * self.measure.stage.scale // 1)

    def at_most(self, threshold: int) -> list[ExtraRow]:
        """The rules of a limit: no period uses more than a threshold allows."""
        rows = ((tag, LinearForm(tuple(use), tuple(use.values()))) for tag, use in self.uses.items() if use)
        return [(tag, form, NO_LOWER, -threshold) for tag, form in rows]


def level_of(prepared: PreparedProblem, capacity: Capacity) -> Level:
    """Need for one capacity as a stage to minimise."""
    uses = uses_of(prepared, capacity)
    with exact_arithmetic():
        places = decimals_of([tokens for use in uses for tokens in use.values()])
        integers = [{column: int(tokens.scaleb(places)) for column, tokens in use.items()} for use in uses]
    divisor = gcd(*(amount for use in integers for amount in use.values())) or 1
    amounts = [{column: amount // divisor for column, amount in use.items()} for use in integers]
    model = prepared.formulation.plan.model
    most = max(sum(max(0, amount) * model.upper[column] for column, amount in use.items()) for use in amounts)
    by_tag = dict(zip((_rule_id(prepared, capacity, period) for period in capacity.periods), amounts, strict=True))
    if len(amounts) == 1:
        form = LinearForm(tuple(amounts[0]), tuple(-amount for amount in amounts[0].values()))
    else:
        model, form = _with_level_column(model, by_tag, most)
    stage = Stage("capacity_needed", Sense.MINIMIZE, StageRole.OBJECTIVE, form, Fraction(10**places, divisor))

    def read(evaluation: Evaluation) -> Fraction:
        used = (evaluation.tokens_used(capacity.dimension, capacity.key, period) for period in capacity.periods)
        return Fraction(max(used))

    axis = FrontierAxis(capacity.name.removeprefix("capacity:"), f"tokens of {capacity.name}", False)
    return Level(model, Measure(axis, (stage,), read), by_tag)


def uses_of(prepared: PreparedProblem, capacity: Capacity) -> list[dict[int, Decimal]]:
    """Tokens of each column, one table per period."""
    totals = prepared.formulation.totals
    return [totals.tokens(capacity.dimension, capacity.key, period) for period in capacity.periods]


def _with_level_column(model: Model, amounts: Mapping[str, Mapping[int, int]], most: int) -> tuple[Model, LinearForm]:
    """A count that is at least the use in every period.

    amounts: by the tag of the rule whose place it takes, so that it counts as one with those of the other periods.
    """
    wider, count = with_count(model, most, by_itself=True)
    level = LinearForm(count.columns, tuple(-weight for weight in count.coefs))
    rows: list[ExtraRow] = [
        (tag, LinearForm((*use, *level.columns), (*use.values(), *level.coefs)), NO_LOWER, 0)
        for tag, use in amounts.items()
        if use
    ]
    return rebuilt(wider, extra=rows), level


def _shared_periods(prepared: PreparedProblem, dimension: Dimension, periods: tuple[int, ...]) -> tuple[int, ...]:
    """The periods that share one limit; a limit of its own may override the shared one in others."""
    if dimension is not Dimension.GLOBAL:
        return periods
    own = prepared.problem.scenario.capacity_by_period
    return tuple(period for period in periods if prepared.rules.periods[period] not in own)


def _written(text: str) -> str:
    """Name of a capacity as rules write it: dimension in lower case, keys unchanged."""
    wanted = text.strip()
    if wanted.casefold().startswith("capacity:"):
        wanted = wanted[len("capacity:") :]
    end = next((at for at, letter in enumerate(wanted) if letter in ":@"), len(wanted))
    return wanted[:end].strip().lower() + wanted[end:]


def _name(dimension: Dimension, key: str | None) -> str:
    return f"capacity:{dimension.value}" + ("" if key is None else f":{key}")


def _rule_id(prepared: PreparedProblem, capacity: Capacity, period: int) -> str:
    """The id of the rule of a capacity in one period."""
    base, periods = _name(capacity.dimension, capacity.key), prepared.rules.periods
    return base if len(periods) == 1 else f"{base}@{periods[period]}"


def _unknown(text: str, known: Sequence[Capacity], periods: Sequence[str]) -> str:
    names = [each.name.removeprefix("capacity:") for each in known]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    shown = ", ".join(names[:MOST_NAMED]) + more or "none is set"
    return (
        f"there is no capacity {text!r}; name it as global, market:KEY, department:KEY or team:KEY, "
        f"with @PERIOD for one of {', '.join(periods)} (set in this problem: {shown})"
    )
