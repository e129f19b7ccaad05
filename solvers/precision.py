"""What a result has to say where a model's integers go beyond those that a backend proves exactly."""

from __future__ import annotations

from domain.model import Model, Stage
from solvers.backend import Backend
from solvers.spans import largest_coefficient, magnitude, widest_column


def notes_on_model(backend: Backend, model: Model) -> list[str]:
    """Notes on rows and columns."""
    can, notes = backend.capabilities, []
    coefficient, bound = largest_coefficient(model), widest_column(range(model.num_columns), model)
    proven = "that there is nothing better, or nothing at all, is proven within floating-point precision only"
    if coefficient > can.rows_exact_up_to:
        limit = can.rows_exact_up_to
        notes.append(f"a rule has integers up to {coefficient}, {backend.name} is exact up to {limit}: {proven}")
    if bound > can.columns_exact_up_to:
        limit = can.columns_exact_up_to
        notes.append(f"a column reaches up to {bound}, {backend.name} is exact up to {limit}: {proven}")
    return notes


def notes_on_stage(backend: Backend, stage: Stage, model: Model) -> list[str]:
    """A note on an objective, where it needs one."""
    exact = backend.capabilities.exact_up_to
    if magnitude(stage.form, model) <= exact:
        return []
    return [
        f"stage {stage.name}: its integers go beyond {exact}, up to which {backend.name} is exact, "
        "so it is proven within floating-point precision only"
    ]


def is_exact(backend: Backend, model: Model, stages: tuple[Stage, ...]) -> bool:
    """Whether a backend proves exactly what is asked, without rewriting it."""
    return not notes_on_model(backend, model) and not any(notes_on_stage(backend, stage, model) for stage in stages)
