"""How many tokens a left-out initiative might take to be in some best portfolio: one optimisation, proven.

The initiative is forced in and its tokens become a column to be maximised, while the portfolio has to be as good as the
best one without it, stage after stage. So nothing has to be monotone, as it is not where there are floors.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from domain.constraints import Dimension
from domain.formulation.scaling import decimals_of
from domain.model import EXACT_LIMIT, NO_LOWER, NO_UPPER, LinearForm, Model, Plan, Sense, Stage, StageRole, rebuilt
from domain.numbers import to_decimal
from domain.result import SolutionStatus, Termination
from domain.rules import TokenFamily, TokenRule
from domain.services.planning.pricing.price_results import TokensNeeded
from domain.services.planning.session import PlanningSession
from domain.services.planning.terms import ExtraRow
from domain.sizing import Size


def tokens_needed(session: PlanningSession, key: str, base: Sequence[int]) -> tuple[TokensNeeded, ...]:
    """For each size of a candidate that the point at hand leaves out, the most tokens with which it is worth as much.

    A size without tokens is not judged.
    """
    out = []
    for size in session.prepared.pool.sizes[key]:
        if size.tokens:
            out.append(_needed(session, key, size, size.tokens, base))
    return tuple(out)


def _needed(session: PlanningSession, key: str, size: Size, now: Decimal, base: Sequence[int]) -> TokensNeeded:
    sizes = [s.tokens for own in session.prepared.pool.sizes.values() for s in own if s.tokens]
    unit = Fraction(1, 10 ** decimals_of(sizes))
    model = _with_free_tokens(session, key, size, now, unit)
    if model is None:
        return TokensNeeded(size.scope, now, None, False)
    free = range(session.model.num_columns, model.num_columns)
    most = Stage("tokens", Sense.MAXIMIZE, StageRole.OBJECTIVE, LinearForm(tuple(free), (1,) * len(free)), 1 / unit)
    best: int | None = None
    proven = True
    for rows in _as_good(session.objective_stages, base):
        if session.is_over:
            return TokensNeeded(size.scope, now, None, False)
        result = session.solver.solve(Plan(rebuilt(model, extra=rows), (most,)), session.limited(), session.control)
        if result.termination is Termination.ERROR or result.status in (
            SolutionStatus.UNKNOWN,
            SolutionStatus.FEASIBLE,
        ):
            proven = False
        elif result.values is not None:
            best = max(best or 0, most.form.value(result.values))
    found = None if best is None or not proven else to_decimal(best * unit)
    return TokensNeeded(size.scope, now, found, proven)


def _as_good(stages: Sequence[Stage], base: Sequence[int]) -> list[list[ExtraRow]]:
    """The ways to be as good in the order of the stages: equal up to one that is better, or equal in all."""
    ways: list[list[ExtraRow]] = []
    held: list[ExtraRow] = []
    for stage in stages[:-1]:
        value = stage.form.value(base)
        ways.append([*held, (f"hold:{stage.name}", stage.form, value + 1, NO_UPPER)])
        held.append((f"hold:{stage.name}", stage.form, value, NO_UPPER))
    for stage in stages[-1:]:
        ways.append([*held, (f"hold:{stage.name}", stage.form, stage.form.value(base), NO_UPPER)])
    return ways


def _with_free_tokens(session: PlanningSession, key: str, size: Size, now: Decimal, unit: Fraction) -> Model | None:
    """The model with the candidate in, in this size, and a column per period for its tokens in units.

    None where its integers would leave the exact range.
    """
    prepared = session.prepared
    options = prepared.formulation.options
    own = [column for column in session.columns_of(key) if options[column].size is size]
    others = [column for column in session.columns_of(key) if options[column].size is not size]
    rules = {rule.rule_id: rule for rule in prepared.rules.tokens if rule.dimension is not Dimension.TEAM}
    first = session.model.num_columns
    free = {column: first + at for at, column in enumerate(own)}
    most = int(Fraction(now) / unit)
    keep, rows = [], list[ExtraRow]()
    for row, tag in enumerate(session.model.tags):
        columns = session.model.row(row).columns if tag in rules else ()
        touched = any(column in free for column in columns)
        keep.append(not touched)
        if touched:
            changed = _freed(rules[tag], {column: options[column].size for column in columns}, free, most, unit)
            if changed is None:
                return None
            rows.append(changed)
    for column, tokens in free.items():
        rows.append(("", LinearForm((column, tokens), (-most, 1)), NO_LOWER, 0))
    rows.append((f"forced_in:{key}", LinearForm(tuple(own), (1,) * len(own)), 1, 1))
    if others:
        rows.append((f"size:{key}", LinearForm(tuple(others), (1,) * len(others)), NO_LOWER, 0))
    count = len(own)
    wider = replace(
        session.model,
        lower=array("q", [*session.model.lower, *[0] * count]),
        upper=array("q", [*session.model.upper, *[most] * count]),
        implied=bytes(session.model.implied or bytes(first)) + bytes(count),
        hint=None,
    )
    return rebuilt(wider, keep, rows)


def _freed(
    rule: TokenRule, sizes: Mapping[int, Size], free: Mapping[int, int], most: int, unit: Fraction
) -> ExtraRow | None:
    """The row of a token rule in which the candidate's tokens are columns; None where it leaves the exact range.

    Made from the rule itself: the model's own row may be divided and cut to what its coefficients can reach.
    """
    tokens = {column: size.tokens_of(rule.dimension, rule.key) for column, size in sizes.items()}
    power = 10 ** decimals_of([*tokens.values(), rule.limit])
    power = max(power, int(1 / unit))
    columns = tuple(free.get(column, column) for column in tokens)
    coefs = tuple(
        int(power * unit) if column in free else int(power * Fraction(amount)) for column, amount in tokens.items()
    )
    limit = int(power * Fraction(rule.limit))
    if max(sum(map(abs, coefs)) * max(1, most), abs(limit)) > EXACT_LIMIT:
        return None
    lower, upper = (limit, NO_UPPER) if rule.family is TokenFamily.FLOOR else (NO_LOWER, limit)
    return rule.rule_id, LinearForm(columns, coefs), lower, upper
