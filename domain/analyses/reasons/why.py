"""Why: one page of plain sentences about the best portfolio or one initiative, each number backed by a solve.

What is known from the figures alone comes at once; the rest is asked question by question, each a solve of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.analyses.reasons.why_initiative import (
    asked_of_initiative,
    known_of_initiative,
    status_of,
    what_it_takes,
)
from domain.analyses.reasons.why_portfolio import (
    answer_fact,
    asked_of_portfolio,
    known_of_portfolio,
    what_helps,
)
from domain.analyses.reasons.why_questions import Ask, ExplanationSolves
from domain.analyses.reasons.why_results import Fact, FactKind, Proof, WhyRequest, WhyResult
from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.request_checks import too_small, why_unknown
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, Listener, Step, ignore
from domain.analyses.trading.demands import check_known
from domain.errors import Fault, InputError
from domain.integer_model.result import Proof as Grade
from domain.integer_model.result import SolutionStatus
from domain.optimization.infeasibility import diagnose
from domain.problem.problem import PortfolioProblem

ORDER = tuple(FactKind)
SHARE_OF_BASE = 0.5


def faults(problem: PortfolioProblem, request: WhyRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    reason = None if request.initiative_key is None else why_unknown(problem, request.initiative_key)
    if reason is not None:
        yield Fault("initiative_key", reason)
    yield from too_small(0, most=request.most)


def why(session: PlanningSession, request: WhyRequest, listen: Listener = ignore) -> WhyResult:
    """Explain the best portfolio, or one initiative of the problem.

    Raises ``InputError`` for a key that nobody bears, and ``ParameterError`` for a gap or a tolerance.
    """
    refuse_inexact(session)
    if request.most < 0:
        raise InputError(f"most is {request.most}; give 0 or more")
    if request.initiative_key is not None:
        check_known(session, request.initiative_key)
    base = session.base(SHARE_OF_BASE)
    if base.solution is None:
        return _without_portfolio(session, request, base)
    questions = ExplanationSolves(session, base)
    if request.initiative_key is None:
        return _portfolio_page(questions, request.most, listen)
    return _initiative_page(questions, request.initiative_key, request.most, listen)


def _portfolio_page(questions: ExplanationSolves, most: int, listen: Listener) -> WhyResult:
    known = list(known_of_portfolio(questions))
    found = _answers(asked_of_portfolio(questions, most), known, listen)
    facts = [*known, *found, *what_helps(questions, found, most)]
    return _page(questions, "", questions.session.problem.scenario.name, known[0].sentence, facts)


def _initiative_page(questions: ExplanationSolves, key: str, most: int, listen: Listener) -> WhyResult:
    if key not in questions.reports:
        verdict = f"{key} is delivered already."
        return _page(questions, key, "", verdict, [Fact(FactKind.WHY_NOT, key, verdict, {}, Proof.COMPUTED)])
    report = questions.reports[key]
    verdict = status_of(report)
    known = [Fact(FactKind.ANSWER, key, verdict, {"tokens": report.tokens, "value": report.value}, Proof.COMPUTED)]
    known += [answer_fact(questions), *known_of_initiative(questions, key)]
    found = _answers(asked_of_initiative(questions, key, most), known, listen)
    main = questions.session.objective_stages[-1].name
    facts = [*known, *found, *what_it_takes(found, report, main)]
    return _page(questions, key, report.title, verdict, facts)


def _answers(asks: Sequence[Ask], known: Sequence[Fact], listen: Listener) -> list[Fact]:
    """Answers to every question in turn, each told as soon as it is found."""
    total = 1 + len(asks)
    listen(Step(1, total, tuple(known)))
    found: list[Fact] = []
    for number, ask in enumerate(asks, start=2):
        fact = ask()
        found += [] if fact is None else [fact]
        listen(Step(number, total, fact))
    return found


def _page(questions: ExplanationSolves, subject: str, title: str, verdict: str, facts: Sequence[Fact]) -> WhyResult:
    ordered = tuple(sorted(facts, key=lambda fact: ORDER.index(fact.kind)))
    return WhyResult(
        subject=subject,
        title=title,
        verdict=verdict,
        status=questions.base.status,
        facts=ordered,
        complete=all(fact.proof in (Proof.COMPUTED, Proof.PROVEN) for fact in ordered),
        notes=questions.session.prepared.formulation.notes,
    )


def _without_portfolio(session: PlanningSession, request: WhyRequest, base: Answer) -> WhyResult:
    """Why there is none: the conflict, and the smallest concessions that allow one."""
    infeasible = base.status is SolutionStatus.INFEASIBLE
    verdict = "No portfolio keeps every rule." if infeasible else "No portfolio was found in the time given."
    facts = [Fact(FactKind.ANSWER, "", verdict, {}, Proof.PROVEN if infeasible else Proof.OPEN)]
    facts += _absence(session) if infeasible else []
    key = request.initiative_key or ""
    return WhyResult(
        subject=key,
        title=session.problem.scenario.name if not key else "",
        verdict=verdict,
        status=base.status,
        facts=tuple(sorted(facts, key=lambda fact: ORDER.index(fact.kind))),
        complete=infeasible and all(fact.proof in (Proof.COMPUTED, Proof.PROVEN) for fact in facts),
        notes=session.prepared.formulation.notes,
    )


def _absence(session: PlanningSession) -> Iterator[Fact]:
    left = session.seconds_left
    diagnosis = diagnose(session.prepared, session.solver, session.parameters, session.control, left, Grade.EXACT)
    if diagnosis.conflict is not None:
        proof = Proof.PROVEN if diagnosis.conflict.minimal else Proof.OPEN
        for rule_id, text in zip(diagnosis.conflict.rules, diagnosis.conflict.explanations, strict=True):
            yield Fact(FactKind.CONFLICT, rule_id, f"{text}.", {}, proof)
    if diagnosis.relaxation is not None:
        proof = Proof.PROVEN if diagnosis.relaxation.proven else Proof.OPEN
        for rule in diagnosis.relaxation.rules:
            numbers = {"relative": rule.relative} | ({} if rule.amount is None else {"amount": rule.amount})
            yield Fact(FactKind.HELP, rule.rule_id, f"{rule.suggestion}.", numbers, proof)
