"""What each market or department can do for the plan: estimates to supply, and targets that it could close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.analyses.reasons.why_results import Proof
from domain.integer_model.result import SolutionStatus


class PromptsBy(StrEnum):
    """How prompts are grouped.

    market: a group for each market.
    department: a group for each department.
    """

    MARKET = "market"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class PromptsRequest:
    """How to group prompts.

    by: one group for each market, or for each department.
    """

    by: PromptsBy = PromptsBy.MARKET


@dataclass(frozen=True, slots=True)
class MissingEstimate:
    """An initiative that takes no part until somebody completes it.

    initiative_key: key of the initiative.
    title: what people call it; empty where it has no title.
    reasons: everything that has to be mended, a sentence each.
    helps: ids of the missed targets that it contributes to.
    """

    initiative_key: str
    title: str
    reasons: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a group could do for a missed target.

    rule_id: the rule of the target, such as ``target:UK:revenue``.
    target: the total that is asked for, in the unit of the KPI.
    achieved: the total that the best portfolio reaches.
    gap: what is missing, in the unit of the KPI.
    initiatives: those of the group, now outside, that the best portfolio has which meets the target with at least one
    of them; empty where no such portfolio was found.
    stage: the stage of the objective that this costs, in whose unit the numbers are; empty where there is no price.
    numbers: ``lost_at_least`` and ``lost_at_most``: what this costs against the best portfolio; equal where it is
    proven.
    proof: how sure the numbers are.
    sentence: all of that in a sentence.
    """

    rule_id: str
    target: Decimal
    achieved: Decimal
    gap: Decimal
    initiatives: tuple[str, ...]
    stage: str
    numbers: Mapping[str, Decimal]
    proof: Proof
    sentence: str


@dataclass(frozen=True, slots=True)
class PromptGroup:
    """All prompts for one market or department.

    name: which market or department; empty for initiatives that have none.
    missing: initiatives of the group that take no part.
    contributions: what the group could do for each missed target.
    """

    name: str
    missing: tuple[MissingEstimate, ...]
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class PromptsResult:
    """Prompts by group; groups with nothing to do are left out.

    by: how they are grouped.
    status: what is known of the best portfolio.
    groups: in the order of the file, initiatives without a group last.
    complete: whether no limit cut anything short.
    notes: what has to be known to read the prompts, a sentence each.
    """

    by: PromptsBy
    status: SolutionStatus
    groups: tuple[PromptGroup, ...]
    complete: bool
    notes: tuple[str, ...]
