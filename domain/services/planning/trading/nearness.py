"""How far a portfolio is from another one, as stages and rows of the model: first initiatives, then their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.model import NO_UPPER, LinearForm, Sense, Stage, StageRole
from domain.services.planning.placed import PlannedItem
from domain.services.planning.session import PlanningSession
from domain.services.planning.terms import ExtraRow

CHANGES = "changes"
MOVES = "moves"


@dataclass(frozen=True, slots=True)
class Nearness:
    """Distance to one portfolio.

    A change is an initiative that is in one of the two portfolios and not in the other. lost: those of it that are no
    valid candidates here, so that they change in any case. likeness: minus the changes beyond ``kept + lost``.
    """

    kept: int
    lost: tuple[str, ...]
    likeness: LinearForm
    elsewhere: LinearForm

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Fewest changes, then fewest moved or resized; to be placed between the value and its tie-breaks."""
        one = Fraction(1)
        moves = LinearForm(self.elsewhere.columns, tuple(-coef for coef in self.elsewhere.coefs))
        return (
            Stage(CHANGES, Sense.MINIMIZE, StageRole.TIE_BREAK, self.likeness, one),
            Stage(MOVES, Sense.MINIMIZE, StageRole.TIE_BREAK, moves, one),
        )

    def changes_at(self, values: Sequence[int]) -> int:
        """How many initiatives change at a point of the model."""
        return self.kept + len(self.lost) - self.likeness.value(values)

    def at_most(self, changes: int) -> ExtraRow:
        """The requirement of so many changes at most."""
        return "max_changes", self.likeness, self.kept + len(self.lost) - changes, NO_UPPER


def nearness(session: PlanningSession, base: Sequence[PlannedItem]) -> Nearness:
    """How far portfolios are from a given one."""
    prepared = session.prepared
    placed = {item.initiative_key: item for item in base}
    columns, coefs, elsewhere = [], [], []
    for column, option in enumerate(prepared.formulation.options):
        item = placed.get(option.initiative_key)
        columns.append(column)
        coefs.append(-1 if item is None else 1)
        if item is None:
            continue
        moved = item.period_key not in (None, prepared.rules.periods[option.period])
        tokens, scope = item.tokens, item.scope
        resized = scope not in (None, option.size.scope) or (tokens is not None and tokens != option.size.tokens)
        if moved or resized:
            elsewhere.append(column)
    lost = tuple(key for key in placed if not session.columns_of(key))
    return Nearness(
        kept=len(placed) - len(lost),
        lost=lost,
        likeness=LinearForm(tuple(columns), tuple(coefs)),
        elsewhere=LinearForm(tuple(elsewhere), (1,) * len(elsewhere)),
    )
