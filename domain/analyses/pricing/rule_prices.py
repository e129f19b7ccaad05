"""The price of each rule: what the best portfolio would gain in value if the rule were dropped.

All rules in question are dropped together first: when even that gains nothing, none of them has a price. Else each is
dropped by itself. A goal costs value in lexicographic mode only, where it comes before the value; its price is what the
value gains when the goal is not sought any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import partial

from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.gains import NOTHING, Gain, gain_of, looser
from domain.analyses.session.request_checks import refused
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, Listener, Proven, Step, ignore, proven_figure
from domain.errors import Fault, InputError
from domain.integer_model.builder import rebuilt
from domain.integer_model.result import SolutionStatus
from domain.numbers import ZERO, negated
from domain.optimization.preparation import PreparedProblem
from domain.portfolio.evaluation import GOAL_SHORTFALL
from domain.problem.constraints import TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.rules.rule_text import describe_rules
from domain.rules.rulebook import ruled
from domain.rules.rules import RuleBook, TargetRule, TokenFamily


def without_rules(prepared: PreparedProblem, rule_ids: Collection[str]) -> PreparedProblem:
    """The problem without these rules. Goals stay: they are not rules but part of the objective."""
    gone, formulation = frozenset(rule_ids), prepared.formulation
    model = rebuilt(formulation.plan.model, keep=[tag not in gone for tag in formulation.plan.model.tags])
    ruled = replace(prepared.ruled, rules=prepared.rules.without(gone))
    return replace(prepared, formulation=replace(formulation, ruled=ruled, plan=replace(formulation.plan, model=model)))


def without_goal(prepared: PreparedProblem, rule_id: str) -> PreparedProblem:
    """The problem with an objective that ignores one goal."""
    rules = prepared.rules
    kept = tuple(t for t in rules.targets if t.kind is not TargetKind.GOAL or t.rule_id != rule_id)
    return prepared.under(replace(rules, targets=kept))


NAMED_RULES = 20


class RuleKind(StrEnum):
    """What kind of rule has the price.

    target: a KPI total that must be reached. goal: a KPI total that may be missed.
    floor: the fewest tokens of a market, department, category, program or team.
    cap: the most tokens of a market, department, category, program or team.
    capacity: the tokens that there are.
    link: a rule about single initiatives, such as a prerequisite or an exclusion.
    """

    TARGET = "target"
    GOAL = "goal"
    FLOOR = "floor"
    CAP = "cap"
    CAPACITY = "capacity"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class RulePricesRequest:
    """Which rules to price.

    rules: ids of the rules; empty takes all targets, floors and caps.
    every: whether to price capacities and all other rules, too.
    """

    rules: tuple[str, ...] = ()
    every: bool = False


@dataclass(frozen=True, slots=True)
class RulePrice:
    """What one rule costs.

    rule_id: which rule, such as ``cap:market:UK``. kind: what kind of rule it is.
    text: what the rule asks for, in a sentence.
    gain: what dropping the rule gains; its status is unknown where a limit came first.
    missed_by: how far the best portfolio misses a goal, in the unit of the KPI; None for other rules.
    missed_without: how far it would be missed if nobody sought it, in the unit of the KPI; None for other rules.
    joint: whether dropping all rules together settled it, without a solve of its own.
    """

    rule_id: str
    kind: RuleKind
    text: str
    gain: Gain
    missed_by: Decimal | None = None
    missed_without: Decimal | None = None
    joint: bool = False


@dataclass(frozen=True, slots=True)
class RulePricesResult:
    """The price of each rule, the highest first.

    status: what is known of the best portfolio with all rules. value: its value; None without a portfolio.
    prices: the rules by price; without a portfolio, a rule whose gain has one is a rule that alone stands in the way.
    complete: whether every price is proven.
    questions: how many solves there were after the first.
    notes: what has to be known to read the prices, a sentence each.
    """

    status: SolutionStatus
    value: Proven | None
    prices: tuple[RulePrice, ...]
    complete: bool
    questions: int
    notes: tuple[str, ...]


def faults(problem: PortfolioProblem, request: RulePricesRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    yield from refused("rules", partial(wanted_rules, ruled(problem).rules, request))


def rule_prices(session: PlanningSession, request: RulePricesRequest, listen: Listener = ignore) -> RulePricesResult:
    """Price every rule asked for, exactly, within the limits of the session. Raises ``InputError`` for unknown ids."""
    refuse_inexact(session)
    return _Pricing(session, wanted_rules(session.prepared.rules, request), listen).run()


def wanted_rules(rules: RuleBook, request: RulePricesRequest) -> dict[tuple[str, bool], RuleKind]:
    """Kinds by rule id and whether it is a goal; a goal and a floor may bear the same id.

    Raises ``InputError`` for ids of no rule.
    """
    known = _kinds(rules)
    if request.rules:
        missing = [
            rule_id for rule_id in request.rules if (rule_id, False) not in known and (rule_id, True) not in known
        ]
        if missing:
            raise InputError(f"there is no rule {', '.join(missing)} in this problem (rules: {', '.join(_ids(known))})")
        return {place: kind for place, kind in known.items() if place[0] in request.rules}
    usual = (RuleKind.TARGET, RuleKind.GOAL, RuleKind.FLOOR, RuleKind.CAP)
    return {place: kind for place, kind in known.items() if request.every or kind in usual}


def _ids(known: Iterable[tuple[str, bool]]) -> list[str]:
    ids = list(dict.fromkeys(rule_id for rule_id, _ in known))
    return ids if len(ids) <= NAMED_RULES else [*ids[:NAMED_RULES], f"and {len(ids) - NAMED_RULES} more"]


def _kinds(rules: RuleBook) -> dict[tuple[str, bool], RuleKind]:
    kinds: dict[tuple[str, bool], RuleKind] = {}
    for target in rules.targets:
        is_goal = target.kind is TargetKind.GOAL
        kinds[target.rule_id, is_goal] = RuleKind.GOAL if is_goal else RuleKind.TARGET
    for family, kind in ((TokenFamily.FLOOR, RuleKind.FLOOR), (TokenFamily.CAP, RuleKind.CAP)):
        kinds.update({(rule.rule_id, False): kind for rule in rules.tokens if rule.family is family})
    capacities = (rule for rule in rules.tokens if rule.family is TokenFamily.CAPACITY)
    kinds.update({(rule.rule_id, False): RuleKind.CAPACITY for rule in capacities})
    links = (rules.mandatory, rules.forced_out, rules.prerequisites, rules.bundles, rules.exclusions, rules.windows)
    others = (*links, rules.pins, rules.ratios, rules.overheads)
    kinds.update({(rule.rule_id, False): RuleKind.LINK for family in others for rule in family})
    return kinds


class _Pricing:
    def __init__(self, session: PlanningSession, wanted: dict[tuple[str, bool], RuleKind], listen: Listener) -> None:
        self._session, self._wanted, self._listen = session, wanted, listen
        ids = {rule_id for rule_id, _ in wanted}
        self._texts = describe_rules(session.prepared.ruled, ids)
        self._questions = 0

    def run(self) -> RulePricesResult:
        base = self._session.base()
        hard = [rule_id for rule_id, is_goal in self._wanted if not is_goal]
        joint = self._joint(base, hard) if len(hard) > 1 else None
        free = joint is not None and joint.settled and all(stage.lost == ZERO for stage in joint.stages)
        prices: list[RulePrice] = []
        for (rule_id, is_goal), kind in self._wanted.items():
            if is_goal:
                price = self._goal(base, rule_id)
            elif free:
                price = RulePrice(rule_id, kind, self._texts[rule_id], NOTHING, joint=True)
            else:
                answer = self._ask(without_rules(self._session.prepared, [rule_id]), base)
                gain = looser(base, gain_of(base, answer), None if joint is None else joint.at_most)
                price = RulePrice(rule_id, kind, self._texts[rule_id], gain)
            prices.append(price)
            self._listen(Step(len(prices), len(self._wanted), price))
        found = base.main
        prices.sort(key=lambda price: (negated(price.gain.at_most or ZERO), price.rule_id))
        return RulePricesResult(
            status=base.status,
            value=None if found is None or base.solution is None else proven_figure(found),
            prices=tuple(prices),
            complete=base.proven and all(price.gain.settled for price in prices),
            questions=self._questions,
            notes=self._notes(base),
        )

    def _joint(self, base: Answer, hard: list[str]) -> Gain | None:
        """Gain of dropping all of these rules at once; where it is zero, none of them has a price."""
        if not base.proven or base.solution is None:
            return None
        return gain_of(base, self._ask(without_rules(self._session.prepared, hard), base))

    def _goal(self, base: Answer, rule_id: str) -> RulePrice:
        prepared = self._session.prepared
        goal = next(t for t in prepared.rules.targets if t.rule_id == rule_id and t.kind is TargetKind.GOAL)
        missed = _missed(prepared, base, goal)
        if prepared.problem.scenario.objective_mode is not ObjectiveMode.LEXICOGRAPHIC or missed is None:
            # Goals keep no portfolio out, so without one there is none without the goal either.
            gain = gain_of(base, base) if missed is None else NOTHING
            return RulePrice(rule_id, RuleKind.GOAL, self._texts[rule_id], gain, missed, missed, joint=True)
        answer = self._ask(without_goal(prepared, rule_id), None)
        gain = gain_of(base, answer)
        others = tuple(stage for stage in gain.stages if stage.name != GOAL_SHORTFALL)
        gain = Gain(gain.status, gain.at_least, gain.at_most, others, gain.entered, gain.dropped)
        return RulePrice(rule_id, RuleKind.GOAL, self._texts[rule_id], gain, missed, _missed(prepared, answer, goal))

    def _ask(self, prepared: PreparedProblem, base: Answer | None) -> Answer:
        self._questions += 1
        other = self._session.with_prepared(prepared)
        return other.ask(stages=other.objective_stages, hint=None if base is None else base.values)

    def _notes(self, base: Answer) -> tuple[str, ...]:
        notes = ["a price is the gain of dropping one rule while all others hold; prices do not add up"]
        if base.solution is None:
            none = "there is no portfolio" if base.proven else "no portfolio was found in time"
            notes.append(f"{none} with all rules, so there is nothing to measure a gain against")
        elif RuleKind.GOAL in self._wanted.values():
            mode = self._session.problem.scenario.objective_mode
            if mode is not ObjectiveMode.LEXICOGRAPHIC:
                notes.append(f"a goal costs nothing in mode {mode.value}, which only reports it")
        return tuple(notes)


def _missed(prepared: PreparedProblem, answer: Answer, goal: TargetRule) -> Decimal | None:
    if answer.solution is None:
        return None
    return prepared.judged(answer.solution).figures.shortfall(goal)
