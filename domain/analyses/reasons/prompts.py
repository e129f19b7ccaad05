"""Collaboration prompts: who has to supply which estimate, and who could close which target at what cost.

The cost is that of the best portfolio that meets the target and holds at least one of the group's initiatives that help
it and are outside now; one exact solve for each target and group finds it among all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.analyses.reasons.prompts_results import (
    Contribution,
    MissingEstimate,
    PromptGroup,
    PromptsBy,
    PromptsRequest,
    PromptsResult,
)
from domain.analyses.reasons.why_differences import amount, made_worse, numbers_of
from domain.analyses.reasons.why_questions import ExplanationSolves
from domain.analyses.reasons.why_results import Proof
from domain.analyses.session.changed_rules import insisting
from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, Listener, Step, ignore
from domain.integer_model.model import NO_UPPER, LinearForm
from domain.integer_model.result import SolutionStatus
from domain.numbers import ZERO
from domain.portfolio.figures import TargetReport
from domain.problem.initiative import Initiative
from domain.problem.sizing import kpi_value
from domain.rules.rules import TargetRule
from domain.rules.wording import grouped, listed

SHARE_OF_BASE = 0.5
NAMED = 6


def prompts(session: PlanningSession, request: PromptsRequest, listen: Listener = ignore) -> PromptsResult:
    """Prompts for every group. Raises ``ParameterError`` for a gap or a tolerance."""
    refuse_inexact(session)
    base = session.base(SHARE_OF_BASE)
    questions = None if base.solution is None else ExplanationSolves(session, base)
    missed = () if questions is None else tuple(t for t in questions.explanation.targets if t.gap > ZERO)
    names = _groups(session, request.by)
    found: dict[str, list[Contribution]] = {name: [] for name in names}
    notes = []
    for done, target in enumerate(missed, start=1):
        assert questions is not None
        reach = _Reach(questions, target, request.by)
        if reach.is_out:
            notes.append(f"{target.rule_id} is out of reach: no portfolio that keeps every rule meets it")
        else:
            for name in names:
                found[name] += reach.of_group(name)
        listen(Step(done, len(missed), tuple(each for every in found.values() for each in every)))
    groups = [PromptGroup(name, _missing(session, request.by, name, missed), tuple(found[name])) for name in names]
    open_ends = [each for every in found.values() for each in every if each.proof is not Proof.PROVEN]
    return PromptsResult(
        by=request.by,
        status=base.status,
        groups=tuple(group for group in groups if group.missing or group.contributions),
        complete=base.proven and not open_ends,
        notes=(*_absence(base), *notes, *session.prepared.formulation.notes),
    )


class _Reach:
    """How a missed target can be met, and by which groups."""

    def __init__(self, questions: ExplanationSolves, report: TargetReport, by: PromptsBy) -> None:
        self._questions, self._report, self._by = questions, report, by
        self._session = insisting(questions.session, report.rule_id)
        rules = questions.session.prepared.rules
        self._target = next(rule for rule in rules.targets if rule.rule_id == report.rule_id)
        self.is_out = questions.ask(self._session).status is SolutionStatus.INFEASIBLE

    def of_group(self, name: str) -> list[Contribution]:
        """What a group could do; nothing where none of its initiatives outside would help."""
        theirs = [key for key in self._helpful() if _group_of(self._initiative(key), self._by) == name]
        if not theirs:
            return []
        columns = tuple(column for key in theirs for column in self._session.columns_of(key))
        row = (f"one_of:{name}", LinearForm(columns, (1,) * len(columns)), 1, NO_UPPER)
        return [self._told(theirs, self._questions.ask(self._session, [row]))]

    def _helpful(self) -> list[str]:
        """Candidates outside that add to the target and can be selected at all."""
        prepared = self._questions.session.prepared
        inside = set(self._questions.base.selected)
        return [
            key
            for key, initiative in prepared.pool.candidates.items()
            if key not in inside and key not in prepared.rules.unselectable and self._adds(key, initiative)
        ]

    def _adds(self, key: str, initiative: Initiative) -> bool:
        return _is_of(self._target, initiative) and any(
            kpi_value(initiative, size, self._target.kpi_key) > ZERO
            for size in self._questions.session.prepared.pool.sizes[key]
        )

    def _told(self, theirs: Sequence[str], answer: Answer) -> Contribution:
        report = self._report
        short = f"{report.rule_id} is missed by {grouped(report.gap)} of {grouped(report.target)}"
        if answer.solution is None:
            impossible = answer.status is SolutionStatus.INFEASIBLE
            why = "no portfolio that meets it holds" if impossible else "there was no time to price it with"
            sentence = f"{short}; {why} {_one_of(theirs)}."
            return self._contribution((), "", {}, Proof.PROVEN if impossible else Proof.OPEN, sentence)
        chosen = tuple(key for key in answer.selected if key in set(theirs))
        cost = made_worse(self._questions.base, answer)
        price = "at no loss" if cost.exact == ZERO else f"and {amount(cost)} would be lost"
        names = listed([self._questions.named(key) for key in chosen], NAMED)
        sentence = f"{short}; with {names} it would be met, {price}."
        return self._contribution(chosen, cost.stage, numbers_of(cost, "lost"), cost.proof, sentence)

    def _contribution(
        self, initiatives: tuple[str, ...], stage: str, numbers: dict[str, Decimal], proof: Proof, sentence: str
    ) -> Contribution:
        report = self._report
        return Contribution(
            report.rule_id, report.target, report.achieved, report.gap, initiatives, stage, numbers, proof, sentence
        )

    def _initiative(self, key: str) -> Initiative:
        return self._questions.session.prepared.pool.candidates[key]


def _missing(
    session: PlanningSession, by: PromptsBy, name: str, missed: Sequence[TargetReport]
) -> tuple[MissingEstimate, ...]:
    """The group's initiatives that take no part, with all that is wrong and the missed targets that they are for."""
    targets = {rule.rule_id: rule for rule in session.prepared.rules.targets}
    invalid = session.prepared.pool.invalid
    return tuple(
        MissingEstimate(
            initiative.initiative_key,
            initiative.title,
            invalid[initiative.initiative_key],
            tuple(each.rule_id for each in missed if _would_help(initiative, targets[each.rule_id])),
        )
        for initiative in session.problem.initiatives
        if initiative.initiative_key in invalid and _group_of(initiative, by) == name
    )


def _would_help(initiative: Initiative, target: TargetRule) -> bool:
    return _is_of(target, initiative) and initiative.kpi_contribution.get(target.kpi_key, ZERO) > ZERO


def _is_of(target: TargetRule, initiative: Initiative) -> bool:
    return target.market in (None, initiative.market)


def _groups(session: PlanningSession, by: PromptsBy) -> list[str]:
    """Group names in file order, the empty one last."""
    names = dict.fromkeys(_group_of(initiative, by) for initiative in session.problem.initiatives)
    return sorted(names, key=lambda name: not name)


def _group_of(initiative: Initiative, by: PromptsBy) -> str:
    return (initiative.market if by is PromptsBy.MARKET else initiative.department) or ""


def _one_of(keys: Sequence[str]) -> str:
    return keys[0] if len(keys) == 1 else f"any of {listed(keys, NAMED)}"


def _absence(base: Answer) -> list[str]:
    if base.solution is not None:
        return []
    if base.status is SolutionStatus.INFEASIBLE:
        return ["no portfolio keeps every rule, so no target can be judged yet"]
    return ["no portfolio was found in the time given, so no target can be judged yet"]
