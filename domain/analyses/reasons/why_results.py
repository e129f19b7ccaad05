"""What is asked of an explanation, and what it says: sentences, each with its numbers and its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.integer_model.result import SolutionStatus
from domain.rules.rule_names import RuleFamily, rule_name


class FactKind(StrEnum):
    """What a fact is about, in the order of the page.

    answer: what the portfolio or the decision is.
    why_in: why an initiative is in, or what the portfolio would lose without it.
    why_not: why an initiative is not in, or what it would cost.
    limit: what a capacity, floor, cap or other rule costs.
    target: how far a target is missed.
    conflict: a rule that cannot hold together with others.
    input: what is missing from the data, so that initiatives take no part.
    help: what would change the answer.
    """

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
    """One statement of the page.

    kind: what it is about.
    subject: the initiative or the rule that it is about; empty for the portfolio.
    sentence: the statement, to be read by people.
    numbers: every number of the sentence by name, exact; ``lost_at_least`` and ``lost_at_most``, or ``gained_…``, are
    the ends of an interval, equal where it is proven.
    proof: how sure the statement is.
    stage: the stage of the objective in whose unit the numbers are; empty for other numbers.
    """

    kind: FactKind
    subject: str
    sentence: str
    numbers: Mapping[str, Decimal]
    proof: Proof
    stage: str = ""

    @property
    def initiative_key(self) -> str | None:
        """The key of the initiative that it is about; null where it is about none."""
        return self.subject if self.subject and self.rule_id is None else None

    @property
    def rule_id(self) -> str | None:
        """The id of the rule that it is about; null where it is about none."""
        return None if rule_name(self.subject).family is RuleFamily.OTHER else self.subject


@dataclass(frozen=True, slots=True)
class WhyRequest:
    """What to explain: the portfolio or one initiative.

    initiative_key: the initiative to explain; None explains the portfolio.
    most: how many initiatives that are in, initiatives that are out, and limits to examine, each by solves of its own;
    0 or more.
    """

    initiative_key: str | None = None
    most: int = 3


@dataclass(frozen=True, slots=True)
class WhyResult:
    """One page that explains the portfolio or one initiative.

    subject: key of the initiative; empty for the portfolio.
    title: the title of the initiative, or the name of the scenario.
    verdict: the page in one sentence.
    status: what is known of the best portfolio.
    facts: the statements in the order of the page.
    complete: whether no limit cut anything short.
    notes: what has to be known to read the page, a sentence each.
    """

    subject: str
    title: str
    verdict: str
    status: SolutionStatus
    facts: tuple[Fact, ...]
    complete: bool
    notes: tuple[str, ...]
