"""The rows of a model that are about numbers, not about how initiatives hang together: limits and needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from domain.construction.whole_rows import WholeRow, whole_rows
from domain.formulation import Formulation
from domain.integer_model.model import LinearForm
from domain.lean import dataclass, replace
from domain.rules.rules import RuleBook

Kind = tuple[str, str | None]
"""The KPI and market of synergy bonuses."""


@dataclass(frozen=True, slots=True)
class Need:
    """A sum that has to reach ``least``: a hard target or floor, or a goal with a column that counts its shortfall.

    bonuses: what one unit of a synergy bonus adds to the sum, by KPI and market.
    """

    least: int
    bonuses: Mapping[Kind, Fraction]
    shortfall: int | None = None
    unit: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits and needs of a model.

    room: per limit, how much may be used. takes: per column, the limits it uses and how much. needs: the sums to reach.
    gives: per column, the needs it changes and by how much.
    """

    room: tuple[int, ...]
    takes: tuple[tuple[tuple[int, int], ...], ...]
    needs: tuple[Need, ...]
    gives: tuple[tuple[tuple[int, int], ...], ...]


def limits_of(rules: RuleBook, formulation: Formulation, candidate_of: Sequence[int]) -> Limits:
    """The limits and needs of a model whose first columns are the options of these candidates."""
    return _Reader(rules, formulation, candidate_of).read()


class _Reader:
    def __init__(self, rules: RuleBook, formulation: Formulation, candidate_of: Sequence[int]) -> None:
        self._formulation = formulation
        self._candidate_of, self._count = candidate_of, len(candidate_of)
        self._bonuses = {bonus.column: bonus for bonus in formulation.bonuses}
        self._related = {
            rule.rule_id
            for family in (
                rules.mandatory,
                rules.forced_out,
                rules.prerequisites,
                rules.bundles,
                rules.exclusions,
                rules.windows,
                rules.pins,
            )
            for rule in family
        }
        self._room: list[int] = []
        self._takes: list[list[tuple[int, int]]] = [[] for _ in candidate_of]
        self._needs: list[Need] = []
        self._gives: list[list[tuple[int, int]]] = [[] for _ in candidate_of]

    def read(self) -> Limits:
        for row in whole_rows(self._formulation, self._related):
            self._row(row)
        return Limits(
            tuple(self._room),
            tuple(map(tuple, self._takes)),
            tuple(self._needs),
            tuple(map(tuple, self._gives)),
        )

    def _row(self, row: WholeRow) -> None:
        form = row.form
        if max(form.columns, default=0) < self._count:
            if row.tag or not self._is_one_of(row):
                self._sides(row, {}, {})
            return
        own: list[tuple[int, int]] = []
        bonuses: dict[Kind, Fraction] = {}
        missing: dict[int, int] = {}
        for column, coef in zip(form.columns, form.coefs, strict=True):
            if column < self._count:
                own.append((column, coef))
            elif column in self._bonuses:
                bonus = self._bonuses[column]
                if bonus.amount:
                    bonuses[bonus.kpi_key, bonus.market] = Fraction(coef) / Fraction(bonus.amount)
            else:
                missing[column] = coef
        if missing or row.tag:  # else it ties a bonus to its members
            options = LinearForm([column for column, _ in own], [coef for _, coef in own])
            self._sides(replace(row, form=options), bonuses, missing)

    def _is_one_of(self, row: WholeRow) -> bool:
        """Whether a row only says that a candidate is selected at most once."""
        candidates = {self._candidate_of[column] for column in row.form.columns}
        return len(candidates) <= 1 and row.most == 1 and all(coef == 1 for coef in row.form.coefs)

    def _sides(self, row: WholeRow, bonuses: Mapping[Kind, Fraction], missing: Mapping[int, int]) -> None:
        """Read both sides of a row. missing: columns that count a shortfall, with their coefficients."""
        form = row.form
        if row.most is not None:
            if bonuses or missing or any(coef < 0 for coef in form.coefs):
                self._need(form, -1, -row.most, bonuses, missing)
            else:
                self._room.append(row.most)
                for column, coef in zip(form.columns, form.coefs, strict=True):
                    self._takes[column].append((len(self._room) - 1, coef))
        if row.least is not None:
            self._need(form, 1, row.least, bonuses, missing)

    def _need(
        self, form: LinearForm, sign: int, least: int, bonuses: Mapping[Kind, Fraction], missing: Mapping[int, int]
    ) -> None:
        # Where what is missing is counted in digits, the lowest one says what each unit of it costs.
        shortfall = min(missing, key=lambda column: abs(missing[column]), default=None)
        unit = 1 if shortfall is None else abs(missing[shortfall])
        self._needs.append(Need(least, {kind: sign * each for kind, each in bonuses.items()}, shortfall, unit))
        for column, coef in zip(form.columns, form.coefs, strict=True):
            self._gives[column].append((len(self._needs) - 1, sign * coef))
