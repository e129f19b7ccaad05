"""Models with only some of their rules: rows by rule id, and the model that keeps a few of them."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import LinearForm, Model


@dataclass(frozen=True, slots=True)
class Part:
    """A model over some columns of another one; the remaining columns stay at their lower bounds."""

    model: Model
    columns: Sequence[int]

    def whole(self, values: Sequence[int], lower: Sequence[int]) -> list[int]:
        """Extend a point of the part to a point of the whole model, whose lower bounds are given."""
        point = list(lower)
        for column, value in zip(self.columns, values, strict=True):
            point[column] = value
        return point


@dataclass(frozen=True, slots=True)
class RuleRows:
    """A model's rows by rule id, in the order in which the rules first appear. Rows without a tag are structure."""

    model: Model
    rows: dict[str, list[int]]

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """Ids of all rules that have rows."""
        return tuple(self.rows)

    def keeping(self, rule_ids: Collection[str]) -> Model:
        """The model with its structure and the rows of these rules only, without an objective."""
        kept = frozenset(rule_ids)
        return _with_rows(self.model, [not tag or tag in kept for tag in self.model.tags])

    def part(self, rule_ids: Collection[str]) -> Part:
        """The smallest part of the model that decides whether these rules can hold together.

        Only where the lowest point of all columns keeps the structure: then it does for what is left out.
        """
        return _reached_from_rules(self.keeping(rule_ids))

    def violated(self, values: Sequence[int]) -> frozenset[str]:
        """The rules that a point breaks, exactly."""
        tags = self.model.tags
        return frozenset(tags[row] for row in self.model.violated_rows(values))


def rows_by_rule(model: Model) -> RuleRows:
    """Index the rows of a model by rule id."""
    rows: dict[str, list[int]] = {}
    for row, tag in enumerate(model.tags):
        if tag:
            rows.setdefault(tag, []).append(row)
    return RuleRows(model, rows)


def reach_of(model: Model, form: LinearForm) -> tuple[int, int]:
    """Least and greatest value of a row within the bounds of its columns."""
    least = greatest = 0
    for column, coef in zip(form.columns, form.coefs, strict=True):
        low, high = coef * model.lower[column], coef * model.upper[column]
        least += min(low, high)
        greatest += max(low, high)
    return least, greatest


def _reached_from_rules(model: Model) -> Part:
    """The rows of rules, the structure that shares columns with them (and so on), and their columns."""
    forms = [model.row(row) for row in range(model.num_rows)]
    rows_of: dict[int, list[int]] = {}
    for row, tag in enumerate(model.tags):
        if not tag:
            for column in forms[row].columns:
                rows_of.setdefault(column, []).append(row)
    rows = [row for row, tag in enumerate(model.tags) if tag]
    known, columns = set(rows), dict[int, None]()
    for row in rows:
        for column in forms[row].columns:
            if column not in columns:
                columns[column] = None
                for other in rows_of.get(column, ()):
                    if other not in known:
                        known.add(other)
                        rows.append(other)
    ordered = sorted(columns)
    place = {column: k for k, column in enumerate(ordered)}
    builder = ModelBuilder()
    for column in ordered:
        builder.add_column(model.lower[column], model.upper[column], bool(model.implied and model.implied[column]))
    for row in sorted(known):
        form = forms[row]
        inner = [place[column] for column in form.columns]
        builder.add_row(model.tags[row], inner, form.coefs, model.row_lower[row], model.row_upper[row])
    return Part(builder.build(), ordered)


def _with_rows(model: Model, keep: Sequence[bool]) -> Model:
    """The model with some rows only, copied in runs so that many such models are cheap."""
    starts, columns, coefs = array("q", [0]), array("q"), array("q")
    lower, upper = array("q"), array("q")
    tags: list[str] = []
    for first, end in _runs(keep):
        begin = model.starts[first]
        shift = len(columns) - begin
        columns.extend(model.columns[begin : model.starts[end]])
        coefs.extend(model.coefs[begin : model.starts[end]])
        starts.extend(start + shift for start in model.starts[first + 1 : end + 1])
        lower.extend(model.row_lower[first:end])
        upper.extend(model.row_upper[first:end])
        tags.extend(model.tags[first:end])
    return replace(
        model,
        starts=starts,
        columns=columns,
        coefs=coefs,
        row_lower=lower,
        row_upper=upper,
        tags=tuple(tags),
        objective=LinearForm(),
    )


def _runs(keep: Sequence[bool]) -> list[tuple[int, int]]:
    runs = []
    first = None
    for row, kept in enumerate(keep):
        if kept and first is None:
            first = row
        elif not kept and first is not None:
            runs.append((first, row))
            first = None
    if first is not None:
        runs.append((first, len(keep)))
    return runs


def with_carries(model: Model, values: Sequence[int]) -> array[int]:
    """The point with the least carry of each digit behind it. values: of all columns but these."""
    point = array("q", values)
    if len(point) == model.num_columns:
        return point
    for row in range(model.num_rows):
        form = model.row(row)
        if len(point) not in form.columns:
            continue
        terms = dict(zip(form.columns, form.coefs, strict=True))
        carry, base = len(point), -terms.pop(len(point))
        above = sum(coef * point[column] for column, coef in terms.items()) - model.row_upper[row]
        point.append(max(model.lower[carry], -(-above // base)))
    return point
