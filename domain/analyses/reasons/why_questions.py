"""The questions behind an explanation: each is a solve of its own within a share of the time, told as a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.analyses.reasons.why_differences import Difference, amount, made_better, made_worse, numbers_of
from domain.analyses.reasons.why_results import Fact, FactKind, Proof
from domain.analyses.session.changed_rules import can_be_dropped, token_rule, widened, without
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow
from domain.errors import SolveFailedError
from domain.explanation.explanation import Certainty, Explanation, explain
from domain.integer_model.result import SolutionStatus
from domain.numbers import ONE
from domain.portfolio.report import InitiativeReport
from domain.problem.scenario import ObjectiveMode
from domain.rules.rules import TokenFamily
from domain.rules.wording import grouped

SHARE_OF_TIME = 0.25
"""No single question takes more of the time that is left, so that a hard one leaves some to the others."""
SHARE_OF_WORK_TO_PLACE = 0.01
"""The same of the work where periods are chosen: without a limit these fill up to the last token in all the others,
which no solver proves in useful time. What is proven there takes a fifth of that work; else the best known is told, and
the bound."""


class ExplanationSolves:
    """Solves questions about one best portfolio; ``base`` must have one."""

    def __init__(self, session: PlanningSession, base: Answer) -> None:
        assert base.solution is not None
        self.session = session
        self.base = base
        self._with_more: dict[str, Sequence[int]] = {}
        prepared = session.prepared
        goals = prepared.problem.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC
        self.explanation: Explanation = explain(
            prepared.judged(base.solution), Certainty(base.status is SolutionStatus.OPTIMAL, goals)
        )
        self.reports: dict[str, InitiativeReport] = {each.initiative_key: each for each in self.explanation.initiatives}

    def named(self, key: str) -> str:
        """Key and title of an initiative."""
        title = self.reports[key].title
        return f"{key} ({title})" if title else key

    def without_it(self, key: str) -> Fact:
        """What the portfolio loses without an initiative that is in it."""
        answer = self.ask(self.session, [self.session.forced_out(key)])
        if answer.status is SolutionStatus.INFEASIBLE:
            text = f"No portfolio keeps every rule without {self.named(key)}."
            return Fact(FactKind.WHY_IN, key, text, {}, Proof.PROVEN)
        if answer.solution is None:
            return _open(FactKind.WHY_IN, key, f"What {self.named(key)} is worth to the portfolio")
        difference = made_worse(self.base, answer)
        if difference.exact == 0:
            text = f"{self.named(key)} can be replaced at no loss: another portfolio without it is as good."
        else:
            text = f"Without {self.named(key)} {_best(difference)}: {amount(difference)} would be lost."
        return Fact(FactKind.WHY_IN, key, text, numbers_of(difference, "lost"), difference.proof, difference.stage)

    def with_it(self, key: str) -> Fact:
        """What the portfolio loses when an initiative outside is forced in."""
        answer = self.ask(self.session, [self.session.forced_in(key)])
        if answer.status is SolutionStatus.INFEASIBLE:
            text = f"No portfolio that keeps every rule has {self.named(key)} in it."
            return Fact(FactKind.WHY_NOT, key, text, {}, Proof.PROVEN)
        if answer.solution is None:
            return _open(FactKind.WHY_NOT, key, f"What {self.named(key)} would cost")
        difference = made_worse(self.base, answer)
        if difference.exact == 0:
            text = f"{self.named(key)} could be in at no loss: a portfolio with it is as good."
        else:
            text = f"With {self.named(key)} in it, {_best(difference)}: {amount(difference)} would be lost."
        return Fact(FactKind.WHY_NOT, key, text, numbers_of(difference, "lost"), difference.proof, difference.stage)

    def one_more(self, rule_id: str) -> Fact | None:
        """What one more token gains under a limit; None for a rule that is not a limit on tokens."""
        rule = token_rule(self.session, rule_id)
        if rule is None:
            return None
        other = widened(self.session, rule_id, ONE)
        step = "One token less required by" if rule.family is TokenFamily.FLOOR else "One more token of"
        answer = self.ask(other)
        if answer.values is not None and rule.family is not TokenFamily.FLOOR:
            self._with_more[rule_id] = answer.values
        fact = self._gain(other, answer, FactKind.LIMIT, rule_id, f"{step} {rule_id}")
        return replace(fact, numbers={**fact.numbers, "tokens": ONE})

    def dropped(self, rule_ids: Sequence[str], subject: str, words: str) -> Fact | None:
        """What the portfolio gains without some rules; None where they cannot be dropped."""
        if not all(can_be_dropped(self.session, rule_id) for rule_id in rule_ids):
            return None
        other, known = without(self.session, rule_ids), next(iter(rule_ids), "")
        answer = self.ask(other, known=self._with_more.get(known))
        return self._gain(other, answer, FactKind.LIMIT, subject, words)

    def ask(
        self, session: PlanningSession, rows: Sequence[ExtraRow] = (), known: Sequence[int] | None = None
    ) -> Answer:
        """The best value under some rules and rows, whatever the tie-breaks say. known: what is at least as good."""
        values = self.base.values if known is None else known
        hint = values if values is not None and not rows and len(values) == session.model.num_columns else None
        of_work = None if session.model.places is None else SHARE_OF_WORK_TO_PLACE
        return session.with_time_share(SHARE_OF_TIME, of_work).ask(rows, stages=session.objective_stages, hint=hint)

    def _gain(self, other: PlanningSession, answer: Answer, kind: FactKind, subject: str, words: str) -> Fact:
        if answer.solution is None:
            if answer.status is SolutionStatus.INFEASIBLE:
                raise SolveFailedError(f"{other.solver.name} finds no portfolio under fewer rules than before")
            return _open(kind, subject, f"What {words[:1].lower()}{words[1:]} would bring")
        difference = made_better(self.base, answer)
        if difference.exact == 0:
            text = f"{words} would bring nothing."
        else:
            text = f"{words} would bring {amount(difference)}."
        return Fact(kind, subject, text, numbers_of(difference, "gained"), difference.proof, difference.stage)


def _best(difference: Difference) -> str:
    """The portfolio after a change: ``the best portfolio is worth 60``, or what was found of it in time."""
    value = grouped(difference.after) if difference.after is not None else "nothing"
    worth = f"worth {value}" if difference.is_main else f"off its goals by {value}"
    if difference.exact is not None:
        return f"the best portfolio is {worth}"
    return f"a portfolio {worth} was found"


def _open(kind: FactKind, subject: str, what: str) -> Fact:
    return Fact(kind, subject, f"{what} was not found out in the time given.", {}, Proof.OPEN)


Ask = Callable[[], Fact | None]
"""One question, put off until it is its turn."""
