"""One model over several scenarios: the same choice in all of them, each with its own objective, and their rules."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from domain.analyses.many_roadmaps.regret import Aim, RegretScenario
from domain.analyses.session.terms import ExtraRow
from domain.integer_model.builder import ModelBuilder, rebuilt
from domain.integer_model.model import EXACT_LIMIT, NO_UPPER, LinearForm, Model

FINENESS = 64


@dataclass(frozen=True, slots=True)
class JointModel:
    """One model of several scenarios that share their choice.

    columns: for each scenario, the column of the joint model for each of its own. The columns of the base come first in
    their order, so a point reads as one of the base. left_out: initiatives that are not candidates of every scenario in
    the same sizes; no joint portfolio holds them.
    """

    model: Model
    columns: tuple[tuple[int, ...], ...]
    left_out: tuple[str, ...]

    def form(self, scenario: int, form: LinearForm) -> LinearForm:
        """A form of one scenario in the columns of the joint model."""
        columns = self.columns[scenario]
        return LinearForm(tuple(columns[column] for column in form.columns), tuple(form.coefs))

    def extended(self, rows: Sequence[ExtraRow]) -> Model:
        """The joint model with further rows."""
        return rebuilt(self.model, extra=rows)


def joint_model(base: RegretScenario, others: Sequence[RegretScenario], every_rule: bool) -> JointModel:
    """The model of a base scenario, its choice shared with the others.

    every_rule: the rules of the others hold, too; else only what their objectives need is taken along.
    """
    shared = _shared_options([base, *others])
    builder = ModelBuilder()
    seen: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[str, int, int]] = {}
    model, options = base.prepared.formulation.plan.model, base.prepared.formulation.options
    base_columns = {(o.initiative_key, o.period, o.size.scope.value): at for at, o in enumerate(options)}
    builder.lower, builder.upper = array("q", model.lower), array("q", model.upper)
    builder.implied = bytearray(model.implied)
    for option, column in base_columns.items():
        if option not in shared:
            builder.upper[column] = 0
    maps = [tuple(range(model.num_columns))]
    for scenario in others:
        maps.append(_add_columns(builder, scenario, shared, base_columns))
    for place, scenario in enumerate([base, *others]):
        for tag, columns, coefs, lower, upper in _rows(scenario, maps[place], every_rule or place == 0):
            known = seen.get((columns, coefs), (tag, lower, upper))
            seen[columns, coefs] = (known[0], max(known[1], lower), min(known[2], upper))
    for (columns, coefs), (tag, lower, upper) in seen.items():
        builder.add_row(tag, columns, coefs, lower, upper)
    candidates = {key for scenario in (base, *others) for key in scenario.prepared.pool.candidates}
    left_out = candidates - {key for key, _, _ in shared}
    order = [i.initiative_key for i in base.prepared.problem.initiatives if i.initiative_key in left_out]
    return JointModel(replace(builder.build(), hint=None), tuple(maps), tuple(order))


Option = tuple[str, int, str]


def _shared_options(scenarios: Sequence[RegretScenario]) -> set[Option]:
    found = [
        {(o.initiative_key, o.period, o.size.scope.value) for o in scenario.prepared.formulation.options}
        for scenario in scenarios
    ]
    return set.intersection(*found)


def _add_columns(
    builder: ModelBuilder, scenario: RegretScenario, shared: set[Option], base_columns: dict[Option, int]
) -> tuple[int, ...]:
    """The place of each column of a scenario: shared ones are the base's, the rest is new."""
    model, options = scenario.prepared.formulation.plan.model, scenario.prepared.formulation.options
    places = []
    for column in range(model.num_columns):
        option = None
        if column < len(options):
            option = (options[column].initiative_key, options[column].period, options[column].size.scope.value)
        if option is not None and option in shared:
            places.append(base_columns[option])
        else:
            upper = 0 if option is not None else model.upper[column]
            places.append(builder.add_column(model.lower[column], upper, bool(model.implied[column])))
    return tuple(places)


Row = tuple[str, tuple[int, ...], tuple[int, ...], int, int]


def _rows(scenario: RegretScenario, places: Sequence[int], every_rule: bool) -> Iterator[Row]:
    """The rows of a scenario in joint columns; without its rules, only those that say what its columns mean."""
    model = scenario.prepared.formulation.plan.model
    for index in range(model.num_rows):
        if every_rule or not model.tags[index]:
            form = model.row(index)
            columns = tuple(places[column] for column in form.columns)
            yield model.tags[index], columns, tuple(form.coefs), model.row_lower[index], model.row_upper[index]


@dataclass(frozen=True, slots=True)
class JointTerm:
    """One aim of one scenario in the joint model. form: to be maximised; its value is ``goal - regret * unit``."""

    scenario: int
    aim: Aim
    form: LinearForm
    goal: Fraction
    unit: Fraction

    def within(self, regret: Fraction, strictly: bool = False) -> ExtraRow:
        """The requirement that the regret is at most so much, or less than that."""
        least = self.goal - regret * self.unit
        return "", self.form, floor(least) + 1 if strictly else ceil(least), NO_UPPER


def step_row(term: JointTerm, model: Model, least: Fraction, step: Fraction, highest: int) -> tuple[ExtraRow, bool]:
    """The requirement that the last column counts the steps of a regret above one; whether it counts none too many."""
    reach = 1 + sum(abs(c) * model.upper[j] for j, c in zip(term.form.columns, term.form.coefs, strict=True))
    size = step * term.unit
    room = EXACT_LIMIT // (8 * reach)
    factor = Fraction(min(ceil(FINENESS / size), room) if size < FINENESS and room > 1 else 1)
    if not room:
        factor = Fraction(1, ceil(Fraction(8 * reach, EXACT_LIMIT)))
    coefs = tuple(floor(factor * coef) for coef in term.form.coefs)
    counted = min(ceil(factor * size), EXACT_LIMIT // (2 * highest))
    form = LinearForm((*term.form.columns, model.num_columns), (*coefs, counted))
    return ("", form, floor(factor * (term.goal - least * term.unit)), NO_UPPER), bool(
        room
    ) and counted >= factor * size
