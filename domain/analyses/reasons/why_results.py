"""What is asked of an explanation, and what it says: sentences, each with its numbers and its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.integer_model.result import SolutionStatus


class FactKind(StrEnum):
    """What a fact is about, in the order of the page."""

    ANSWER = "answer"
    WHY_IN = "why_in"
    WHY_NOT = "why_not"
    LIMIT = "limit"
    TARGET = "target"
    CONFLICT = "conflict"
    INPUT = "input"
    HELP = "help"


class Proof(StrEnum):
    """What stands behind a fact.

    computed: recomputed exactly from the figures of the problem; nothing had to be searched for.
    proven: a complete search; the numbers are exact. interval: a limit stopped the search; the truth lies between
    the two numbers. open: the search ended before anything was known.
    """

    COMPUTED = "computed"
    PROVEN = "proven"
    INTERVAL = "interval"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement.

    subject: the initiative or the rule that it is about, empty for the portfolio. numbers: every number of the
    sentence by what it is, exact; ``lost_at_least`` and ``lost_at_most`` (``gained_…``) are ends of an interval, equal
    where it is proven. stage: the stage of the objective whose unit they are in; empty for other numbers.
    """

    kind: FactKind
    subject: str
    sentence: str
    numbers: Mapping[str, Decimal]
    proof: Proof
    stage: str = ""


@dataclass(frozen=True, slots=True)
class WhyRequest:
    """initiative_key: of one initiative; None explains the portfolio.

    most: how many initiatives that are in, that are out, and limits are each looked into by solves of their own.
    """

    initiative_key: str | None = None
    most: int = 3


@dataclass(frozen=True, slots=True)
class WhyResult:
    """One page. subject: key of the initiative, empty for the portfolio; title: its title, or the scenario's name.

    verdict: the page in one sentence. facts: in the order of the page. complete: no limit cut anything short. notes:
    what has to be known to read it.
    """

    subject: str
    title: str
    verdict: str
    status: SolutionStatus
    facts: tuple[Fact, ...]
    complete: bool
    notes: tuple[str, ...]
