"""The portfolio whose largest regret is smallest, exactly: one integer program over all scenarios, and its proof.

The largest regret is a column of the program in steps of a fixed size, because regrets of different scenarios have no
common unit that fits a solver. So the program finds a portfolio that is as good as a step can tell, and a last
question, in whole numbers without steps, proves that none is better by ever so little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from domain.analyses.many_roadmaps.regret import Pick, RegretScenario
from domain.analyses.many_roadmaps.regret_model import JointModel, JointTerm, joint_model, step_row
from domain.analyses.many_roadmaps.regret_results import SafePlacement, SafePortfolio, SafeStage
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow, Proven
from domain.formulation.scaling import scale_form
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import LinearForm, Sense, Stage, StageRole
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import to_decimal

NAME = "regret-safe"
STEPS = 2**16


def safe_portfolio(
    session: PlanningSession, scenarios: Sequence[RegretScenario], known: Sequence[dict[str, Pick]], every_rule: bool
) -> SafePortfolio:
    """Minimise the largest regret, stage by stage; then the sum of all regrets, then tokens.

    session: on the problem of the first scenario, whose rules hold; those of all others, too, with every_rule.
    known: portfolios to begin with. Scenarios have to be comparable and to have an optimum each.
    """
    return _Search(session, scenarios, every_rule).run(known)


class _Search:
    def __init__(self, session: PlanningSession, scenarios: Sequence[RegretScenario], every_rule: bool) -> None:
        self._session, self._scenarios, self._every_rule = session, scenarios, every_rule
        self._joint: JointModel = joint_model(scenarios[0], scenarios[1:], every_rule)
        self._held: list[ExtraRow] = []
        self._best: dict[str, Pick] | None = None
        self._detail = ""

    def run(self, known: Sequence[dict[str, Pick]]) -> SafePortfolio:
        self._best = self._best_known(known)
        stages: list[SafeStage] = []
        for order in range(1, 1 + max(len(scenario.aims) for scenario in self._scenarios)):
            terms = self._terms(order)
            figure = self._minimise(terms)
            if self._best is not None and not self._against_proven_bests(order):
                figure = Proven(figure.value, None, False)
            if self._best is None:
                status = SolutionStatus.INFEASIBLE if figure.proven else SolutionStatus.UNKNOWN
                return self._result(status, (), figure.proven)
            worst = self._largest(terms, self._best)
            reached = [self._scenarios[t.scenario].name for t in terms if self._regret(t, self._best) == worst]
            stages.append(SafeStage(order, figure, tuple(reached) if worst else ()))
            self._held += [term.within(worst) for term in terms]
        self._settle()
        proven = all(stage.max_regret.proven for stage in stages)
        status = SolutionStatus.OPTIMAL if proven else SolutionStatus.FEASIBLE
        return self._result(status, tuple(stages), proven)

    def _against_proven_bests(self, order: int) -> bool:
        """Whether regret is counted from what is proven best, in these stages and those before them."""
        open_ = [each.name for each in self._scenarios if not all(aim.proven for aim in each.aims[:order])]
        if open_:
            self._detail = f"the best of {', '.join(open_)} is not proven, so neither is what is regretted there"
        return not open_

    def _terms(self, order: int) -> list[JointTerm]:
        terms = []
        for place, scenario in enumerate(self._scenarios):
            if order <= len(scenario.aims):
                aim = scenario.aims[order - 1]
                best = -aim.best if aim.stage.sense is Sense.MINIMIZE else aim.best
                form = self._joint.form(place, aim.stage.form)
                terms.append(JointTerm(place, aim, form, best * aim.stage.scale, aim.stage.scale / aim.weight))
        return terms

    def _minimise(self, terms: Sequence[JointTerm]) -> Proven:
        """Make the largest regret of some aims as small as it gets; the portfolio becomes the best one."""
        rounding = max(term.aim.stage.rounding * term.aim.weight for term in terms)
        least = max(self._least(term) for term in terms)
        while True:
            largest = None if self._best is None else self._largest(terms, self._best)
            if rounding:
                self._detail = "figures that do not fit 2^50 were rounded, so the last digits are not proven"
            if largest is not None and largest <= least + 2 * rounding:
                return self._figure(largest, least, proven=largest == least)
            answer, step = self._ask(terms, least, largest)
            if answer.status is SolutionStatus.INFEASIBLE:
                if largest is None:
                    return Proven(None, None, True, Proof.EXACT)
                return self._figure(largest, largest - 2 * rounding, proven=not rounding)
            if answer.values is None:
                self._detail = answer.detail
                return self._figure(largest, least, proven=False)
            picks = _picks(answer)
            reached = self._largest(terms, picks)
            if largest is not None and reached >= largest:
                return self._figure(largest, largest - 2 * rounding, proven=False)
            self._best = picks
            figure = answer.stages[0]
            if step is not None and figure.exact_bound is not None:
                least = max(least, least + (figure.exact_bound - 1) * step - 2 * rounding)

    def _ask(
        self, terms: Sequence[JointTerm], least: Fraction, largest: Fraction | None
    ) -> tuple[Answer, Fraction | None]:
        """The least largest regret, below the one that is known, in steps above one that nothing is below.

        The second answer is the size of a step where their number is a bound.
        """
        most = largest if largest is not None else max(self._most(term) for term in terms)
        step = max(most - least, Fraction(1, 10**9)) / STEPS
        highest = 2 * STEPS
        model = self._joint.model
        wider = replace(
            model, lower=[*model.lower, 0], upper=[*model.upper, highest], implied=bytes([*model.implied, 0])
        )
        rows, sound = list(self._held), True
        for term in terms:
            if largest is not None:
                rows.append(term.within(largest, strictly=True))
            row, exact = step_row(term, model, least, step, highest)
            rows.append(row)
            sound = sound and exact
        fewest = Stage("steps", Sense.MINIMIZE, StageRole.OBJECTIVE, LinearForm((model.num_columns,), (-1,)))
        return self._session.ask_model(rebuilt(wider, extra=rows), stages=[fewest]), step if sound else None

    def _settle(self) -> None:
        """Among the portfolios of this largest regret: the least sum of regrets, then the fewest tokens."""
        if self._best is None or self._session.is_over:
            return
        coefs: dict[int, Fraction] = {}
        for term in self._terms(1):
            for column, coef in zip(term.form.columns, term.form.coefs, strict=True):
                coefs[column] = coefs.get(column, Fraction(0)) + coef / term.unit
        scaled = scale_form(list(coefs.values()))
        form = LinearForm(tuple(coefs), tuple(scaled.coefs))
        total = Stage("total_regret", Sense.MAXIMIZE, StageRole.OBJECTIVE, form, scaled.scale)
        answer = self._session.ask_model(self._joint.extended(self._held), stages=[total, *self._tokens()])
        if answer.values is not None:
            self._best = _picks(answer)

    def _tokens(self) -> list[Stage]:
        tokens = self._session.prepared.formulation.totals.tokens()
        scaled = scale_form(list(tokens.values()))
        form = LinearForm(tuple(tokens), tuple(-coef for coef in scaled.coefs))
        return [Stage("fewest_tokens", Sense.MINIMIZE, StageRole.TIE_BREAK, form, scaled.scale)]

    def _best_known(self, known: Sequence[dict[str, Pick]]) -> dict[str, Pick] | None:
        terms = self._terms(1)
        usable = [picks for picks in known if self._is_usable(picks)]
        return min(usable, key=lambda picks: self._largest(terms, picks), default=None)

    def _is_usable(self, picks: dict[str, Pick]) -> bool:
        if any(key in picks for key in self._joint.left_out):
            return False
        cells = [scenario.cell(NAME, picks) for scenario in self._scenarios]
        return all(cell.stages for cell in cells) and all(
            cell.allowed for cell in (cells if self._every_rule else cells[:1])
        )

    def _largest(self, terms: Sequence[JointTerm], picks: dict[str, Pick]) -> Fraction:
        return max(self._regret(term, picks) for term in terms)

    def _regret(self, term: JointTerm, picks: dict[str, Pick]) -> Fraction:
        scenario = self._scenarios[term.scenario]
        solution = scenario.solution(picks)
        assert not isinstance(solution, str)
        return term.aim.regret(scenario.prepared.judged(solution).stage_values[term.aim.stage.name])

    def _least(self, term: JointTerm) -> Fraction:
        """A regret that no portfolio is below: zero where it is the first stage of a scenario whose rules hold."""
        scenario = self._scenarios[term.scenario]
        first = term.aim is scenario.aims[0] and term.aim.proven
        if first and (self._every_rule or term.scenario == 0):
            return Fraction(0)
        return (term.goal - self._span(term)[1]) / term.unit

    def _most(self, term: JointTerm) -> Fraction:
        return (term.goal - self._span(term)[0]) / term.unit

    def _span(self, term: JointTerm) -> tuple[int, int]:
        """The least and the greatest value of a form, by its columns alone."""
        uppers = self._joint.model.upper
        parts = [c * uppers[j] for j, c in zip(term.form.columns, term.form.coefs, strict=True)]
        return sum(part for part in parts if part < 0), sum(part for part in parts if part > 0)

    def _figure(self, largest: Fraction | None, least: Fraction, proven: bool) -> Proven:
        value = None if largest is None else to_decimal(largest)
        grade = Proof.EXACT if proven else Proof.NONE
        return Proven(value, value if proven else to_decimal(least), proven, grade)

    def _result(self, status: SolutionStatus, stages: tuple[SafeStage, ...], proven: bool) -> SafePortfolio:
        base, rules = self._scenarios[0], "" if self._every_rule else self._scenarios[0].name
        if self._best is None:
            whose = "every scenario" if self._every_rule else f"scenario {rules}"
            detail = f"no portfolio keeps the rules of {whose}" if proven else self._detail
            return SafePortfolio(status, rules, (), (), to_decimal(Fraction(0)), {}, (), detail)
        solution = base.solution(self._best)
        assert not isinstance(solution, str)
        periods = base.prepared.rules.periods
        placements = tuple(
            SafePlacement(
                choice.initiative_key,
                base.prepared.pool.candidates[choice.initiative_key].title,
                periods[choice.period],
                choice.size.scope,
                choice.size.tokens or to_decimal(Fraction(0)),
            )
            for choice in solution.choices.values()
        )
        return SafePortfolio(
            status=status,
            rules=rules,
            stages=stages,
            placements=placements,
            tokens=to_decimal(sum((Fraction(p.tokens) for p in placements), Fraction(0))),
            kpis={kpi.kpi_key: kpi.total for kpi in base.prepared.judged(solution).kpis()},
            cells=tuple(scenario.cell(NAME, self._best) for scenario in self._scenarios),
            detail="no allowed portfolio has a smaller largest regret" if proven else self._detail,
        )


def _picks(answer: Answer) -> dict[str, Pick]:
    assert answer.solution is not None
    return {key: (choice.period, choice.size.scope.value) for key, choice in answer.solution.choices.items()}
