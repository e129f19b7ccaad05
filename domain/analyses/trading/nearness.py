"""How far a portfolio is from another one, as stages and rows of the model: initiatives, their sizes, their periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.analyses.session.placed import PlannedItem
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import ExtraRow
from domain.integer_model.model import NO_UPPER, LinearForm, Sense, Stage, StageRole

CHANGES = "changes"
RESIZED = "resized"
MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Nearness:
    """Distance to one portfolio.

    A change is an initiative that is in one of the two portfolios and not in the other. lost: those of it that are no
    valid candidates here, so that they change in any case. likeness: minus the changes beyond ``kept + lost``. resized,
    moved: what stays in another size, and in another period.
    """

    kept: int
    lost: tuple[str, ...]
    likeness: LinearForm
    resized: LinearForm
    moved: LinearForm

    @property
    def changing(self) -> tuple[Stage, ...]:
        """Fewest changes, then fewest resized; to be placed between the value and its tie-breaks."""
        return (
            Stage(CHANGES, Sense.MINIMIZE, StageRole.TIE_BREAK, self.likeness, Fraction(1)),
            Stage(RESIZED, Sense.MINIMIZE, StageRole.TIE_BREAK, _negated(self.resized), Fraction(1)),
        )

    @property
    def moving(self) -> Stage:
        """Fewest moved; to be placed after the tie-breaks, once it is settled what is in and in which size."""
        return Stage(MOVED, Sense.MINIMIZE, StageRole.TIE_BREAK, _negated(self.moved), Fraction(1))

    def changes_at(self, values: Sequence[int]) -> int:
        """How many initiatives change at a point of the model."""
        return self.kept + len(self.lost) - self.likeness.value(values)

    def moves_at(self, values: Sequence[int]) -> int:
        """How many initiatives stay in another period or size at a point of the model."""
        return sum(values[column] for column in {*self.resized.columns, *self.moved.columns})

    def at_most(self, changes: int) -> ExtraRow:
        """Row that allows at most this many changes."""
        return "max_changes", self.likeness, self.kept + len(self.lost) - changes, NO_UPPER


def nearness(session: PlanningSession, base: Sequence[PlannedItem]) -> Nearness:
    """Measure how far portfolios of a session are from a given one."""
    prepared = session.prepared
    placed = {item.initiative_key: item for item in base}
    columns, coefs, elsewhere, other = [], [], [], []
    for column, option in enumerate(prepared.formulation.options):
        item = placed.get(option.initiative_key)
        columns.append(column)
        coefs.append(-1 if item is None else 1)
        if item is None:
            continue
        if item.period_key not in (None, prepared.rules.periods[option.period]):
            elsewhere.append(column)
        tokens, scope = item.tokens, item.scope
        if scope not in (None, option.size.scope) or (tokens is not None and tokens != option.size.tokens):
            other.append(column)
    lost = tuple(key for key in placed if not session.columns_of(key))
    return Nearness(
        kept=len(placed) - len(lost),
        lost=lost,
        likeness=LinearForm(tuple(columns), tuple(coefs)),
        resized=LinearForm(tuple(other), (1,) * len(other)),
        moved=LinearForm(tuple(elsewhere), (1,) * len(elsewhere)),
    )


def _negated(form: LinearForm) -> LinearForm:
    return LinearForm(form.columns, tuple(-coef for coef in form.coefs))
