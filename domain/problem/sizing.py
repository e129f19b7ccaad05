"""What an initiative costs and brings in each size that it may be planned in (docs/meaning.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass
from domain.numbers import ONE, ZERO
from domain.problem.constraints import Dimension
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.scenario import Scenario

SCORE_KPI = "score"


class Scope(StrEnum):
    """The size in which an initiative is planned.

    mvp: the smallest version that is of use.
    full: all of it.
    custom: a size of its own.
    none: it has only one size.
    """

    MVP = "mvp"
    FULL = "full"
    CUSTOM = "custom"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Size:
    """One size of an initiative: its tokens (None: not estimated), per team too, and its share of the contribution."""

    scope: Scope
    tokens: Decimal | None
    team_tokens: Mapping[str, Decimal]
    share: Decimal = ONE

    def tokens_of(self, dimension: Dimension, key: str | None) -> Decimal:
        """Tokens that this size takes from a team, or from any other dimension."""
        if dimension is Dimension.TEAM:
            return self.team_tokens.get(key or "", ZERO)
        return self.tokens if self.tokens is not None else ZERO


def sizes_of(initiative: Initiative, scenario: Scenario) -> tuple[Size, ...]:
    """The sizes open to an initiative, the smaller (mvp) first; one, unless the optimiser may choose."""
    mode = initiative.scope_mode
    has_both = initiative.engineering_tokens_mvp is not None and initiative.engineering_tokens_full is not None
    if mode is None and scenario.allow_scope_choice and has_both:
        return _mvp(initiative), _full(initiative)
    if mode is ScopeMode.MVP:
        return (_mvp(initiative),)
    if mode is ScopeMode.FULL:
        return (_full(initiative),)
    if mode is ScopeMode.CUSTOM:
        return (Size(Scope.CUSTOM, initiative.engineering_tokens, initiative.team_tokens),)
    tokens = initiative.engineering_tokens
    return (Size(Scope.NONE, initiative.engineering_tokens_full if tokens is None else tokens, initiative.team_tokens),)


def _mvp(initiative: Initiative) -> Size:
    team_tokens = initiative.team_tokens if initiative.team_tokens_mvp is None else initiative.team_tokens_mvp
    share = ONE if initiative.mvp_contribution_share is None else initiative.mvp_contribution_share
    return Size(Scope.MVP, initiative.engineering_tokens_mvp, team_tokens, share)


def _full(initiative: Initiative) -> Size:
    return Size(Scope.FULL, initiative.engineering_tokens_full, initiative.team_tokens)


def is_score(kpi_key: str) -> bool:
    """Whether a key of the objective weights means a score: ``score`` or ``score:FRAMEWORK``."""
    return kpi_key == SCORE_KPI or kpi_key.startswith(SCORE_KPI + ":")


def kpi_value(initiative: Initiative, size: Size, kpi_key: str) -> Decimal:
    """What an initiative in a size adds to a KPI total; scores do not depend on the size. Exact."""
    if kpi_key == SCORE_KPI and kpi_key not in initiative.kpi_contribution:
        return initiative.active_overall_score or ZERO
    if is_score(kpi_key) and kpi_key not in initiative.kpi_contribution:
        return initiative.scores.get(kpi_key.partition(":")[2], ZERO)
    contribution = initiative.kpi_contribution.get(kpi_key, ZERO)
    return contribution if size.share == ONE else contribution * size.share


def keys_borne(initiative: Initiative, dimension: Dimension) -> Iterable[str | None]:
    """The keys of a dimension under which tokens of an initiative count; None for the one key of ``global``."""
    match dimension:
        case Dimension.GLOBAL:
            return (None,)
        case Dimension.MARKET:
            return (initiative.market,) if initiative.market is not None else ()
        case Dimension.DEPARTMENT:
            return (initiative.department,) if initiative.department is not None else ()
        case Dimension.CATEGORY:
            return (initiative.category,) if initiative.category is not None else ()
        case Dimension.PROGRAM:
            return (initiative.program_key,) if initiative.program_key is not None else ()
        case Dimension.TEAM:
            return {*initiative.team_tokens, *(initiative.team_tokens_mvp or ())}


def bears(initiative: Initiative, dimension: Dimension, key: str | None) -> bool:
    """Whether tokens of an initiative count under a key of a dimension."""
    return key in keys_borne(initiative, dimension)
