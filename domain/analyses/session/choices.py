"""The model with one column per candidate that says whether it is in, so that forcing it is narrowing a column."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import ExtraRow
from domain.integer_model.bounding import Narrowing
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import LinearForm, Model


@dataclass(frozen=True, slots=True)
class ChoiceModel:
    """model: that of the problem, with a column for what is left out where a candidate has several columns.

    columns: by key, the column, and its value when the candidate is in.
    """

    model: Model
    columns: Mapping[str, tuple[int, int]]

    def forced(self, key: str, inside: bool) -> Narrowing:
        """Narrowing that forces a candidate in or out."""
        column, value = self.columns[key]
        value = value if inside else 1 - value
        return ((column, value, value),)


def choice_model(session: PlanningSession) -> ChoiceModel:
    """Build the choice model of a session's problem."""
    model = session.model
    columns: dict[str, tuple[int, int]] = {}
    rows: list[ExtraRow] = []
    for key in session.prepared.pool.candidates:
        own = session.columns_of(key)
        if len(own) == 1:
            columns[key] = (own[0], 1)
        else:
            left_out = model.num_columns + len(rows)
            rows.append(("", LinearForm((*own, left_out), (1,) * (len(own) + 1)), 1, 1))
            columns[key] = (left_out, 0)
    count = len(rows)
    wider = replace(
        model,
        lower=array("q", [*model.lower, *[0] * count]),
        upper=array("q", [*model.upper, *[1] * count]),
        implied=bytes(model.implied or bytes(model.num_columns)) + bytes([1]) * count,
        hint=None,
    )
    return ChoiceModel(rebuilt(wider, extra=rows), columns)
