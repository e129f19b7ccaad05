"""Rows of rules: capacities, floors and caps on tokens; and what is demanded of initiatives and their links.

Tokens are those of the selected initiatives of a key, in a period or over the horizon, and under a capacity or cap
those of overheads as well. Links are mandates, bans,
windows, pins, prerequisites, bundles and exclusions.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from domain.formulation.frame import FormulationContext
from domain.integer_model.model import NO_LOWER
from domain.problem.constraints import Dimension
from domain.problem.sizing import keys_borne
from domain.rules.rules import TokenFamily


def add_token_rows(frame: FormulationContext) -> None:
    """Add one row per rule."""
    bearers: dict[Dimension, dict[str | None, list[int]]] = {}
    for rule in frame.rules.tokens:
        if rule.dimension not in bearers:
            bearers[rule.dimension] = _columns_by_key(frame, rule.dimension)
        columns: list[int] = []
        coefs: list[Decimal | Fraction] = []
        every_period = rule.period is None or frame.num_periods == 1
        for column in bearers[rule.dimension].get(rule.key, ()):
            option = frame.options[column]
            if every_period or option.period == rule.period:
                tokens = option.size.tokens_of(rule.dimension, rule.key)
                if tokens:
                    columns.append(column)
                    coefs.append(tokens)
        if rule.family is not TokenFamily.FLOOR:
            beside = frame.totals.overhead_tokens(rule.dimension, rule.key, rule.period)
            columns += beside
            coefs += beside.values()
        if rule.family is TokenFamily.FLOOR:
            frame.add_decimal_row(rule.rule_id, columns, coefs, at_least=rule.limit)
        else:
            frame.add_decimal_row(rule.rule_id, columns, coefs, at_most=rule.limit)


def _columns_by_key(frame: FormulationContext, dimension: Dimension) -> dict[str | None, list[int]]:
    """Columns of all initiatives under each key, from one pass over the candidates."""
    found: dict[str | None, list[int]] = {}
    for key, initiative in frame.pool.candidates.items():
        for borne in keys_borne(initiative, dimension):
            found.setdefault(borne, []).extend(frame.columns_of[key])
    return found


def add_relation_rows(frame: FormulationContext) -> None:
    """Add rows with coefficients 1 and -1, one per pair (and period), which is the strong form."""
    _add_single_rows(frame)
    _add_prerequisites(frame)
    _add_bundles(frame)
    add_row, columns_of = frame.builder.add_row, frame.columns_of
    for exclusion in frame.rules.exclusions:
        columns = columns_of[exclusion.first] + columns_of[exclusion.second]
        add_row(exclusion.rule_id, columns, [1] * len(columns), upper=1)


def _add_single_rows(frame: FormulationContext) -> None:
    add_row, columns_of = frame.builder.add_row, frame.columns_of
    for mandatory in frame.rules.mandatory:
        columns = [] if mandatory.fault else columns_of[mandatory.key]
        add_row(mandatory.rule_id, columns, [1] * len(columns), lower=1)
    for forced_out in frame.rules.forced_out:
        columns = columns_of[forced_out.key]
        add_row(forced_out.rule_id, columns, [1] * len(columns), upper=0)
    for window in frame.rules.windows:
        columns = [column for t in window.closed for column in frame.columns_in(window.key, t)]
        add_row(window.rule_id, columns, [1] * len(columns), upper=0)
    for pin in frame.rules.pins:
        columns = [
            column
            for column in columns_of[pin.key]
            if not pin.admits(frame.options[column].period, frame.options[column].size.scope)
        ]
        add_row(pin.rule_id, columns, [1] * len(columns), upper=0)


def _add_prerequisites(frame: FormulationContext) -> None:
    add_row, columns_of = frame.builder.add_row, frame.columns_of
    for rule in frame.rules.prerequisites:
        if rule.fault is not None:
            columns = columns_of[rule.key]
            add_row(rule.rule_id, columns, [1] * len(columns), upper=0)
            continue
        ours, theirs = columns_of[rule.key], columns_of[rule.requires]
        if len(ours) == len(theirs) == 1 and not rule.lag:
            add_row(rule.rule_id, (ours[0], theirs[0]), (1, -1), NO_LOWER, 0)
            continue
        for period in range(frame.num_periods):
            dependent = frame.columns_until(rule.key, period)
            required = frame.columns_until(rule.requires, period - rule.lag) if period >= rule.lag else []
            add_row(rule.rule_id, dependent + required, [1] * len(dependent) + [-1] * len(required), upper=0)


def _add_bundles(frame: FormulationContext) -> None:
    add_row, columns_of = frame.builder.add_row, frame.columns_of
    for bundle in frame.rules.bundles:
        if bundle.fault is not None:
            for key in bundle.members:
                add_row(bundle.rule_id, columns_of[key], [1] * len(columns_of[key]), upper=0)
            continue
        for key in bundle.members[1:]:
            for period in range(frame.num_periods):
                ours, leader = frame.columns_in(key, period), frame.columns_in(bundle.members[0], period)
                add_row(bundle.rule_id, ours + leader, [1] * len(ours) + [-1] * len(leader), lower=0, upper=0)
