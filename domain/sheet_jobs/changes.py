"""What has changed from one plan to the next: initiatives that are planned otherwise, with reasons, and edits.

Where an edit of the inputs touches an initiative, the edit is the reason; else the answer itself says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.edits.edit_values import shown
from domain.lean import names_of
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.portfolio import Placement
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from domain.problem.sizing import Scope
from domain.rules.wording import grouped, tokens

IN_THE_PLAN = (Decision.SELECTED, Decision.FORCED_IN)
PLAN_BEFORE = "plan before"
MOST_EDITS = 200
NOT_IN = "not in the plan"
_UNSAID = frozenset({"initiative_key", "title", "name"})


class ChangeKind(StrEnum):
    """What kind of change it is. total: a figure of the whole plan; edited: of the inputs, whatever came of it."""

    TOTAL = "total"
    EDITED = "edited"
    ENTERED = "entered"
    LEFT = "left"
    MOVED = "moved"
    RESIZED = "resized"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """A plan that others are compared with.

    name: what people call it. placed: what it holds, by key. overheads: the tokens that overheads take besides.
    """

    name: str
    problem: PortfolioProblem
    placed: Mapping[str, Placement]
    value: Decimal | None = None
    overheads: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One difference. subject: the initiative, or the setting or rule that was edited. tokens: after less before."""

    subject: str
    kind: ChangeKind
    before: str
    after: str
    why: str = ""
    title: str = ""
    tokens: Decimal | None = None


def placements_of(report: PortfolioReport) -> dict[str, Placement]:
    """What the portfolio of an answer holds, by key."""
    return {each.initiative_key: _placement(each) for each in report.initiatives if each.decision in IN_THE_PLAN}


def changes_of(earlier: EarlierPlan, problem: PortfolioProblem, report: PortfolioReport) -> tuple[PlanChange, ...]:
    """From an earlier plan to the answer of a problem: figures of the whole, edits, then initiatives in their order."""
    old = {each.initiative_key: each for each in earlier.problem.initiatives}
    new = {each.initiative_key: each for each in problem.initiatives}
    found = {each.initiative_key: each for each in report.initiatives}
    edits = {key: _edits(old[key], new[key]) for key in new if key in old and old[key] != new[key]}
    placed = placements_of(report)
    moved = []
    for key in dict.fromkeys((*placed, *earlier.placed)):
        before, after = earlier.placed.get(key), placed.get(key)
        if (kind := _kind(before, after)) is not None:
            own = _own_reason(key, old, new, edits)
            said = "; ".join((*own, *found[key].reasons)) if key in found else "; ".join(own)
            title = (new.get(key) or old.get(key) or Initiative(key)).title
            moved.append(PlanChange(key, kind, _text(before), _text(after), said, title, _more(before, after)))
    order = list(ChangeKind)
    moved.sort(key=lambda change: order.index(change.kind))
    told = {change.subject for change in moved}
    quiet = [
        PlanChange(key, ChangeKind.EDITED, "", "", "; ".join(said), new[key].title)
        for key, said in edits.items()
        if key not in told and said
    ]
    edited = [*_edits_of_all(earlier.problem, problem), *quiet]
    if len(edited) > MOST_EDITS:
        rest = f"{len(edited) - MOST_EDITS} more edits"
        edited = [*edited[:MOST_EDITS], PlanChange("more", ChangeKind.EDITED, "", "", rest)]
    return (*_totals(earlier, placed, report), *edited, *moved)


def _placement(found: InitiativeReport) -> Placement:
    return Placement(True, found.tokens, found.period, found.scope)


def _kind(before: Placement | None, after: Placement | None) -> ChangeKind | None:
    if before is None or after is None:
        return ChangeKind.ENTERED if before is None else ChangeKind.LEFT
    if before.period_key != after.period_key:
        return ChangeKind.MOVED
    return ChangeKind.RESIZED if (before.scope, before.tokens) != (after.scope, after.tokens) else None


def _text(placed: Placement | None) -> str:
    if placed is None:
        return NOT_IN
    scope = "" if placed.scope in (Scope.NONE, Scope.CUSTOM) else placed.scope.value
    return ", ".join(filter(None, [placed.period_key, scope, tokens(placed.tokens)]))


def _more(before: Placement | None, after: Placement | None) -> Decimal:
    with exact_arithmetic():
        return (ZERO if after is None else after.tokens) - (ZERO if before is None else before.tokens)


def _own_reason(
    key: str, old: Mapping[str, Initiative], new: Mapping[str, Initiative], edits: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    if key not in new:
        return ("it is no longer among the candidates",)
    return ("it is new among the candidates",) if key not in old else edits.get(key, ())


def _edits(old: Any, new: Any) -> tuple[str, ...]:
    """Each field that differs, in words."""
    names = [name for name in names_of(type(new)) or () if name not in _UNSAID]
    return tuple(
        f"{name} was {shown(before)}, is {shown(after)}"
        for name in names
        if (before := getattr(old, name)) != (after := getattr(new, name))
    )


def _edits_of_all(old: PortfolioProblem, new: PortfolioProblem) -> Iterator[PlanChange]:
    """What was edited in the scenario and in the rules."""
    for name in names_of(Scenario) or ():
        before, after = getattr(old.scenario, name), getattr(new.scenario, name)
        if before != after:
            yield PlanChange(name, ChangeKind.EDITED, shown(before), shown(after))
    for name in names_of(ConstraintSet) or ():
        before, after = getattr(old.constraint_set, name), getattr(new.constraint_set, name)
        if before != after and isinstance(after, tuple):
            yield from _edited_rows(name, before, after)


def _edited_rows(name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[PlanChange]:
    """The rules of one kind that were added, taken out, or given other numbers."""
    gone, come = _by_identity(each for each in old if each not in new), _by_identity(e for e in new if e not in old)
    for identity in dict.fromkeys((*gone, *come)):
        before, after = gone.get(identity), come.get(identity)
        subject = f"{name}: {identity}"
        yield PlanChange(subject, ChangeKind.EDITED, _numbers(before) or "no rule", _numbers(after) or "no rule")


def _by_identity(rows: Iterable[Any]) -> dict[str, Any]:
    return {_words(each): each for each in rows}


def _words(row: Any) -> str:
    """What a rule is about, without its numbers."""
    said = [row] if isinstance(row, str) else [value for _, value in _values(row) if not _is_number(value)]
    return ", ".join(shown(value) for value in said if value is not None and value != ())


def _numbers(row: Any) -> str:
    if row is None:
        return ""
    return ", ".join(f"{name} {shown(value)}" for name, value in _values(row) if _is_number(value)) or "set"


def _values(row: Any) -> list[tuple[str, Any]]:
    if isinstance(row, str | tuple):
        return [("", row)]
    return [(field.name, getattr(row, field.name)) for field in fields(row)]


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal) or (
        isinstance(value, tuple) and bool(value) and all(isinstance(each, Decimal) for each in value)
    )


def _totals(earlier: EarlierPlan, placed: Mapping[str, Placement], report: PortfolioReport) -> Iterator[PlanChange]:
    with exact_arithmetic():
        used = sum((one.tokens for one in earlier.placed.values()), earlier.overheads)
        uses = sum((one.tokens for one in placed.values()), report.overhead_tokens)
        more = uses - used
    if earlier.value is not None and report.objective is not None and earlier.value != report.objective:
        yield PlanChange("value", ChangeKind.TOTAL, grouped(earlier.value), grouped(report.objective))
    if more:
        yield PlanChange("tokens", ChangeKind.TOTAL, grouped(used), grouped(uses), tokens=more)
    if len(earlier.placed) != len(placed):
        yield PlanChange("initiatives", ChangeKind.TOTAL, str(len(earlier.placed)), str(len(placed)))
