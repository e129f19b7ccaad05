"""How far a form can reach, how far a backend proves exactly, and what a result has to say of integers beyond that."""

from __future__ import annotations

from collections.abc import Iterable

from domain.integer_model.model import LinearForm, Model, Stage
from domain.integer_model.result import Proof
from solvers.backend import Backend, Capabilities


def span(form: LinearForm, model: Model) -> tuple[int, int]:
    """The least and the greatest value that the column bounds alone allow a form."""
    low = high = 0
    for column, coef in zip(form.columns, form.coefs, strict=True):
        ends = coef * model.lower[column], coef * model.upper[column]
        low += min(ends)
        high += max(ends)
    return low, high


def magnitude(form: LinearForm, model: Model) -> int:
    """The sum of |coefficient| x |bound|: what a solver's arithmetic has to carry for this form."""
    return sum(
        abs(coef) * max(abs(model.lower[column]), abs(model.upper[column]))
        for column, coef in zip(form.columns, form.coefs, strict=True)
    )


def largest_coefficient(model: Model) -> int:
    """The largest |coefficient| of all rows."""
    return max(map(abs, model.coefs), default=0)


def widest_row(model: Model) -> int:
    """The largest total of a row: its |coefficients| x |bounds| added up."""
    reach = [max(abs(low), abs(high)) for low, high in zip(model.lower, model.upper, strict=True)]
    columns, coefs, starts = model.columns, model.coefs, model.starts
    return max(
        (
            sum(abs(coefs[at]) * reach[columns[at]] for at in range(starts[row], starts[row + 1]))
            for row in range(model.num_rows)
        ),
        default=0,
    )


def widest_column(columns: Iterable[int], model: Model) -> int:
    """The largest |bound| of some columns."""
    return max((max(abs(model.lower[column]), abs(model.upper[column])) for column in columns), default=0)


def contradiction(model: Model) -> str | None:
    """Why no point can exist, where a crossed column or a row without terms already tells; else None."""
    for column, (low, high) in enumerate(zip(model.lower, model.upper, strict=True)):
        if low > high:
            return f"column {column} has its lower bound {low} above its upper bound {high}"
    for row in range(model.num_rows):
        empty = model.starts[row] == model.starts[row + 1]
        if empty and not model.row_lower[row] <= 0 <= model.row_upper[row]:
            label = model.tags[row] if row < len(model.tags) and model.tags[row] else f"row {row}"
            return f"{label} has no terms and asks for {model.row_lower[row]} <= 0 <= {model.row_upper[row]}"
    return None


NUMERICAL = "that there is nothing better, or nothing at all, is known within floating-point precision only"


def grade_of_rows(backend: Backend, model: Model) -> Proof:
    """What claims about the rows and columns of a model rest on when this backend makes them."""
    can = backend.capabilities
    return _grade(can.certain and not _faults_of_rows(backend.name, can, model))


def grade_of_form(backend: Backend, form: LinearForm, model: Model) -> Proof:
    """What claims about the best value of a form rest on, its rows apart."""
    can = backend.capabilities
    return _grade(can.certain and magnitude(form, model) <= can.exact_up_to)


def grade_of_held(backend: Backend, forms: Iterable[LinearForm], model: Model) -> Proof:
    """What claims rest on where these forms are held as further rows."""
    can = backend.capabilities
    return _grade(can.certain and all(magnitude(form, model) <= can.rows_exact_up_to for form in forms))


def weakest(*grades: Proof) -> Proof:
    """What a claim rests on that needs all of these."""
    return min(grades, key=(Proof.NONE, Proof.NUMERICAL, Proof.EXACT).index)


def notes_on_model(backend: Backend, model: Model) -> list[str]:
    """Notes on a backend that is not certain, and on rows and columns that reach too far for it."""
    can = backend.capabilities
    if not can.certain:
        return [f"{backend.name} computes in floating point: {NUMERICAL}"]
    return [f"{fault}: {NUMERICAL}" for fault in _faults_of_rows(backend.name, can, model)]


def notes_on_stage(backend: Backend, stage: Stage, model: Model) -> list[str]:
    """A note on an objective, where it needs one."""
    exact = backend.capabilities.exact_up_to
    if magnitude(stage.form, model) <= exact:
        return []
    return [
        f"stage {stage.name}: its integers go beyond {exact}, up to which {backend.name} is exact, "
        "so it is known within floating-point precision only"
    ]


def is_exact(backend: Backend, model: Model, stages: tuple[Stage, ...]) -> bool:
    """Whether a backend proves exactly what is asked, without rewriting it."""
    grades = (grade_of_form(backend, stage.form, model) for stage in stages)
    return weakest(grade_of_rows(backend, model), *grades) is Proof.EXACT


def _grade(exact: bool) -> Proof:
    return Proof.EXACT if exact else Proof.NUMERICAL


def _faults_of_rows(name: str, can: Capabilities, model: Model) -> list[str]:
    faults = []
    total, bound = widest_row(model), widest_column(range(model.num_columns), model)
    if total > can.rows_exact_up_to:
        faults.append(f"a rule has integers up to {total} in all, {name} is exact up to {can.rows_exact_up_to}")
    if bound > can.columns_exact_up_to:
        faults.append(f"a column reaches up to {bound}, {name} is exact up to {can.columns_exact_up_to}")
    return faults
