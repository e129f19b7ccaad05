"""What each market or department can do for the plan: estimates to supply, and targets that it could close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.analyses.reasons.why_results import Proof
from domain.integer_model.result import SolutionStatus


class PromptsBy(StrEnum):
    """Whom prompts are for."""

    MARKET = "market"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class PromptsRequest:
    """by: one group of prompts for each market, or for each department."""

    by: PromptsBy = PromptsBy.MARKET


@dataclass(frozen=True, slots=True)
class MissingEstimate:
    """An initiative that takes no part. reasons: all that has to be mended; helps: ids of missed targets it is for."""

    initiative_key: str
    title: str
    reasons: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a group could do for a missed target.

    gap: what is missing, in the unit of the KPI. initiatives: those of the group, now outside, that are in the best
    portfolio that meets the target with one of theirs at least; empty where no such portfolio was found. numbers:
    ``lost_at_least`` and ``lost_at_most`` of ``stage``, what that costs against the best portfolio; equal where proven.
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
    """All prompts for one market or department; name: empty for initiatives that have none."""

    name: str
    missing: tuple[MissingEstimate, ...]
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class PromptsResult:
    """Prompts by group; groups that have nothing to do are left out.

    status: of the best portfolio. complete: no limit cut anything short. notes: what has to be known to read it.
    """

    by: PromptsBy
    status: SolutionStatus
    groups: tuple[PromptGroup, ...]
    complete: bool
    notes: tuple[str, ...]
