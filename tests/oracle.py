"""A brute force that reads the meaning of a problem straight from the problem, and shares no judgement with the engine.

It lists every portfolio there is (each candidate left out, or taken in some period and size), with the rules
that it breaks and the value of every stage, all in fractions. Only for very small problems.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from operator import itemgetter

from domain.problem.constraints import Charge, Dimension, Overhead, Pin, TargetKind
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.periods import parse_period
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, TieBreak
from domain.problem.totals import CurvePoint, KpiFormula, Ratio

Pick = tuple[int, str]  # period, scope
Picks = dict[str, Pick]


@dataclass(frozen=True)
class Figures:
    """What one size of an initiative takes, and its share of the contribution."""

    scope: str
    tokens: Fraction | None
    teams: dict[str, Fraction]
    share: Fraction


@dataclass
class Sum:
    """A total over the selected initiatives that a rule, a goal or a stage reads.

    bent: made of earlier totals. beside: tokens that are not those of initiatives.
    """

    amount: Callable[[Initiative, Figures, int], Fraction]
    bonuses: list[tuple[tuple[str, ...], Fraction]] = field(default_factory=list)
    counts: list[tuple[tuple[str, ...], tuple[Fraction, ...]]] = field(default_factory=list)
    bent: Callable[[list[Fraction]], Fraction] | None = None
    beside: Callable[[Picks], Fraction] | None = None


@dataclass(frozen=True)
class Limit:
    """A rule on a total: at most, or at least, a figure."""

    rule_id: str
    total: int
    at_most: bool
    figure: Fraction

    def missing_by(self, value: Fraction) -> Fraction:
        return max(value - self.figure if self.at_most else self.figure - value, Fraction(0))


@dataclass(frozen=True)
class Logic:
    """A rule that holds or does not."""

    rule_id: str
    broken: Callable[[Picks], bool]


@dataclass(frozen=True)
class Portfolio:
    """One way to choose. cost: total relative violation; key: larger is better, stage by stage and then in order."""

    picks: Picks
    broken: frozenset[str]
    cost: Fraction
    stages: dict[str, Fraction]
    key: tuple[Fraction, ...]


class Oracle:
    """Everything that can be said about a small problem by looking at all of its portfolios."""

    def __init__(self, problem: PortfolioProblem) -> None:
        self.problem = problem
        self.scenario = problem.scenario
        self.horizon = list(self.scenario.horizon) or [self.scenario.period_key]
        self.known = {i.initiative_key: i for i in problem.initiatives}
        self.delivered = set(problem.delivered) | {
            i.initiative_key
            for i in problem.initiatives
            if (i.status or "").strip().lower() in ("done", "shipped", "launched", "completed")
        }
        self.figures: dict[str, list[Figures]] = {}
        self.invalid: set[str] = set()
        for initiative in problem.initiatives:
            if initiative.initiative_key not in self.delivered:
                if self._is_valid(initiative):
                    self.figures[initiative.initiative_key] = self._figures(initiative)
                else:
                    self.invalid.add(initiative.initiative_key)
        self.valid = [self.known[key] for key in self.figures]
        self.sums: list[Sum] = []
        self.limits: list[Limit] = []
        self.logic: list[Logic] = []
        self.ratios: list[tuple[str, int, int, Fraction]] = []
        self.waived: set[str] = set()
        self._read_token_rules()
        goals = self._read_targets()
        self._read_relations()
        self._read_windows()
        self._evaluators = self._read_objective(goals)
        self._order = self._settled_order()

    # What can be asked

    @property
    def rule_ids(self) -> list[str]:
        return list(
            dict.fromkeys(
                [
                    *(r.rule_id for r in self.limits),
                    *(r.rule_id for r in self.logic),
                    *(r[0] for r in self.ratios),
                    *self.may_be_waived,
                ]
            )
        )

    @property
    def num_portfolios(self) -> int:
        count = 1
        for sizes in self.figures.values():
            count *= 1 + len(self.horizon) * len(sizes)
        return count

    def portfolios(self) -> list[Portfolio]:
        if not hasattr(self, "_plain"):
            waivable = self.may_be_waived
            self._plain = [p for p in self.relaxed() if p.broken.isdisjoint(waivable)]
        return self._plain

    def relaxed(self) -> list[Portfolio]:
        """All portfolios, and each under every choice of overheads that do not count."""
        if not hasattr(self, "_all"):
            self._all = list(self._enumerate())
        return self._all

    def best(self) -> Portfolio | None:
        """The best of the feasible ones; None when there is none."""
        return max((p for p in self.portfolios() if not p.broken), key=lambda p: p.key, default=None)

    def feasible_with(self, rule_ids: Collection[str]) -> bool:
        """Whether some portfolio keeps these rules, whatever becomes of all others."""
        return any(p.broken.isdisjoint(rule_ids) for p in self.relaxed())

    def least_relaxation(self) -> Fraction:
        """The least total relative violation."""
        return min(p.cost for p in self.relaxed())

    def kpi_total(self, picks: Picks, kpi_key: str) -> Fraction:
        """Total of a KPI as it is counted."""
        first = len(self.sums)
        self.sums.append(self._total(kpi_key, None))
        found = self.sums_of(picks)[-1]
        del self.sums[first:]
        return found

    def sums_of(self, picks: Picks) -> list[Fraction]:
        """Every total at a portfolio."""
        sums = [Fraction(0)] * len(self.sums)
        for k, total in enumerate(self.sums):
            for key, (period, scope) in picks.items():
                size = next(figures for figures in self.figures[key] if figures.scope == scope)
                sums[k] += total.amount(self.known[key], size, period)
            self._complete(sums, k, picks)
        return sums

    # Candidates (section 6)

    def _figures(self, i: Initiative) -> list[Figures]:
        def some(value: object) -> Fraction | None:
            return None if value is None else Fraction(value)  # type: ignore[call-overload, no-any-return]

        teams = {team: Fraction(tokens) for team, tokens in i.team_tokens.items()}
        mvp_teams = teams
        if i.team_tokens_mvp is not None:
            mvp_teams = {team: Fraction(tokens) for team, tokens in i.team_tokens_mvp.items()}
        share = Fraction(1) if i.mvp_contribution_share is None else Fraction(i.mvp_contribution_share)
        mvp = Figures("mvp", some(i.engineering_tokens_mvp), mvp_teams, share)
        full = Figures("full", some(i.engineering_tokens_full), teams, Fraction(1))
        if i.scope_mode is None:
            if self.scenario.allow_scope_choice and mvp.tokens is not None and full.tokens is not None:
                return [mvp, full]
            own = some(i.engineering_tokens)
            return [Figures("none", full.tokens if own is None else own, teams, Fraction(1))]
        if i.scope_mode is ScopeMode.MVP:
            return [mvp]
        if i.scope_mode is ScopeMode.FULL:
            return [full]
        return [Figures("custom", some(i.engineering_tokens), teams, Fraction(1))]

    def _is_valid(self, i: Initiative) -> bool:
        rules = self.problem.constraint_set
        for size in self._figures(i):
            if size.tokens is None or size.tokens < 0 or any(tokens < 0 for tokens in size.teams.values()):
                return False
        names_markets = (
            len(self.scenario.capacity_by_market) > 0
            or any(f.dimension is Dimension.MARKET for f in rules.floors)
            or any(c.dimension is Dimension.MARKET for c in rules.caps)
            or any(t.market is not None for t in rules.targets)
            or any(c.market is not None for c in rules.response_curves)
            or any(o.dimension is Dimension.MARKET for o in rules.overheads)
        )
        if names_markets and i.market is None:
            return False
        used = set(self._objective_kpis()) | {t.kpi_key for t in rules.targets}
        for formula in rules.kpi_formulas:
            if formula.kpi_key in used:
                used = (used - {formula.kpi_key}) | {factor.kpi_key for factor in formula.multiply}
        if used and not any(self._is_score(k) or k in i.kpi_contribution for k in used) and not self._is_needed(i):
            return False
        ends = [day for day in (i.deadline_date, i.latest_finish_date) if day is not None]
        return not (i.earliest_start_date is not None and ends and min(ends) < i.earliest_start_date)

    def _objective_kpis(self) -> list[str]:
        return list(self.scenario.objective_weights) if self._weighted() else [self.scenario.north_star_kpi_key]

    def _weighted(self) -> bool:
        if self.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC:
            return len(self.scenario.objective_weights) > 0
        return self.scenario.objective_mode is ObjectiveMode.WEIGHTED_KPIS

    def _is_needed(self, i: Initiative) -> bool:
        """Mandatory, or another candidate needs it: as prerequisite, or in a bundle."""
        key, rules = i.initiative_key, self.problem.constraint_set
        if i.is_mandatory or key in rules.mandatory_initiatives:
            return True
        for other in self.problem.initiatives:
            name = other.initiative_key
            if name == key or name in self.delivered:
                continue
            if key in other.prerequisite_keys:
                return True
            if any(p.initiative_key == name and p.requires == key for p in rules.prerequisites):
                return True
            if any(key in members and name in members for members in self._bundles().values()):
                return True
        return False

    @staticmethod
    def _is_score(kpi_key: str) -> bool:
        return kpi_key == "score" or kpi_key.startswith("score:")

    # Rules (section 4)

    def _bundles(self) -> dict[str, set[str]]:
        bundles: dict[str, set[str]] = {}
        for i in self.problem.initiatives:
            if i.bundle_key is not None:
                bundles.setdefault(i.bundle_key, set()).add(i.initiative_key)
        for b in self.problem.constraint_set.bundles:
            bundles.setdefault(b.bundle_key, set()).update(k for k in b.initiative_keys if k in self.known)
        return bundles

    @staticmethod
    def _tokens(dimension: Dimension, key: str | None, i: Initiative, size: Figures) -> Fraction:
        if dimension is Dimension.TEAM:
            return size.teams.get(key or "", Fraction(0))
        own = {
            Dimension.GLOBAL: key,
            Dimension.MARKET: i.market,
            Dimension.DEPARTMENT: i.department,
            Dimension.CATEGORY: i.category,
            Dimension.PROGRAM: i.program_key,
        }[dimension]
        assert size.tokens is not None
        return size.tokens if own == key else Fraction(0)

    def _add_limit(self, rule_id: str, total: Sum, at_most: bool, figure: Fraction) -> None:
        self.sums.append(total)
        self.limits.append(Limit(rule_id, len(self.sums) - 1, at_most, figure))

    def _token_sum(self, dimension: Dimension, key: str | None, period: int | None, all_of_it: bool = True) -> Sum:
        return Sum(
            lambda i, s, t: self._tokens(dimension, key, i, s) if period in (None, t) else Fraction(0),
            beside=partial(self.beside, dimension, key, period) if all_of_it else None,
        )

    def beside(self, dimension: Dimension, key: str | None, only: int | None, picks: Picks) -> Fraction:
        """What overheads take of a key, in a period or in all."""
        total = Fraction(0)
        for overhead in self.problem.constraint_set.overheads:
            named = dimension is Dimension.GLOBAL or (overhead.dimension, overhead.key) == (dimension, key)
            named = named or (dimension is Dimension.TEAM and overhead.team is not None and overhead.team == key)
            if named and f"overhead:{overhead.overhead_key}" not in self.waived:
                total += sum((a for t, a in self._paid(overhead, picks).items() if only in (None, t)), Fraction(0))
        return total

    def _paid(self, overhead: Overhead, picks: Picks) -> dict[int, Fraction]:
        """What an overhead takes in each period."""
        periods = []
        for key, (t, scope) in picks.items():
            i, size = self.known[key], next(each for each in self.figures[key] if each.scope == scope)
            match overhead.dimension:
                case None:
                    counted = key in overhead.initiative_keys
                case Dimension.TEAM:
                    counted = size.teams.get(overhead.key or "", Fraction(0)) > 0
                case Dimension.GLOBAL:
                    counted = True
                case dimension:
                    own = {"market": i.market, "department": i.department, "category": i.category}
                    counted = (own | {"program": i.program_key})[dimension.value] == overhead.key
            periods += [t] if counted else []
        figures = [*overhead.tokens_by_count, *[overhead.tokens_by_count[-1]] * len(periods)]
        charge = overhead.charge or (Charge.ONCE if overhead.dimension is None else Charge.EACH_PERIOD)
        if charge is Charge.ONCE:
            return {min(periods): Fraction(figures[len(periods)])} if periods else {}
        return {t: Fraction(figures[periods.count(t)]) for t in set(periods)}

    @property
    def may_be_waived(self) -> list[str]:
        """Overheads that a conflict may name and that may give way: all, unless a ratio wants many tokens."""
        rules = self.problem.constraint_set
        if any(ratio.denominator == "tokens" and ratio.at_least < 0 for ratio in rules.ratios):
            return []
        return [f"overhead:{overhead.overhead_key}" for overhead in rules.overheads]

    def _read_token_rules(self) -> None:
        scenario, rules = self.scenario, self.problem.constraint_set
        for t, period in enumerate(self.horizon):
            suffix = "" if len(self.horizon) == 1 else f"@{period}"
            total = scenario.capacity_by_period.get(period, scenario.capacity_total_tokens)
            if total is not None:
                self._add_limit(
                    f"capacity:global{suffix}", self._token_sum(Dimension.GLOBAL, None, t), True, Fraction(total)
                )
            for dimension, capacities in (
                (Dimension.MARKET, scenario.capacity_by_market),
                (Dimension.DEPARTMENT, scenario.capacity_by_department),
                (Dimension.TEAM, scenario.capacity_by_team),
            ):
                for key, capacity in capacities.items():
                    rule_id = f"capacity:{dimension.value}:{key}{suffix}"
                    self._add_limit(rule_id, self._token_sum(dimension, key, t), True, Fraction(capacity))
        entries = [("floor", f.dimension, f.key, f.period_key, False, f.min_tokens) for f in rules.floors]
        entries += [("cap", c.dimension, c.key, c.period_key, True, c.max_tokens) for c in rules.caps]
        for family, dimension, bearer, period_key, at_most, figure in entries:
            if period_key is None or period_key in self.horizon:
                rule_id = f"{family}:{dimension.value}" + ("" if bearer is None else f":{bearer}")
                index = None if period_key is None else self.horizon.index(period_key)
                suffix = "" if period_key is None else f"@{period_key}"
                total_of = self._token_sum(dimension, bearer, index, all_of_it=at_most)
                self._add_limit(rule_id + suffix, total_of, at_most, Fraction(figure))

    def _kpi(self, i: Initiative, size: Figures, kpi_key: str) -> Fraction:
        if kpi_key == "score":
            return Fraction(i.active_overall_score or 0)
        if self._is_score(kpi_key):
            return Fraction(i.scores.get(kpi_key[len("score:") :], 0))
        return Fraction(i.kpi_contribution.get(kpi_key, 0)) * size.share

    def _bonuses(self, kpi_key: str, market: str | None) -> list[tuple[tuple[str, ...], Fraction]]:
        out = []
        for bonus in self.problem.constraint_set.synergies:
            bearers = [i for i in self.problem.initiatives if bonus.synergy_group_key in i.synergy_group_keys]
            if (
                bonus.bonus is None
                or bonus.kpi_key != kpi_key
                or len(bearers) < 2
                or any(i.initiative_key not in self.figures for i in bearers)
            ):
                continue
            if market is None or all(i.market == market for i in bearers):
                out.append((tuple(i.initiative_key for i in bearers), Fraction(bonus.bonus)))
        return out

    def _counts(self, kpi_key: str, market: str | None) -> list[tuple[tuple[str, ...], tuple[Fraction, ...]]]:
        out = []
        for bonus in self.problem.constraint_set.synergies:
            bearers = [i for i in self.valid if bonus.synergy_group_key in i.synergy_group_keys]
            counts = bonus.bonus is None and bonus.kpi_key == kpi_key and bearers
            if counts and (market is None or all(i.market == market for i in bearers)):
                out.append((tuple(i.initiative_key for i in bearers), tuple(map(Fraction, bonus.bonus_by_count))))
        return out

    def _read_targets(self) -> list[tuple[int, Fraction]]:
        """Floors become rules; of the goals, the total that they read and the target."""
        goals = []
        for target in self.problem.constraint_set.targets:
            if target.period_key is not None and target.period_key not in self.horizon:
                continue
            kpi, market, only = target.kpi_key, target.market, target.period_key
            total = self._total(kpi, market, None if only is None else self.horizon.index(only))
            if target.floor_or_goal is TargetKind.FLOOR:
                rule_id = f"target:{market or 'global'}:{kpi}" + ("" if only is None else f"@{only}")
                self._add_limit(rule_id, total, False, Fraction(target.target_value))
            else:
                self.sums.append(total)
                goals.append((len(self.sums) - 1, Fraction(target.target_value)))
        for ratio in self.problem.constraint_set.ratios:
            self._read_ratio(ratio)
        return goals

    def _read_ratio(self, ratio: Ratio) -> None:
        """A rule that holds or does not, on two totals."""
        self.sums.append(self._total(ratio.numerator, None))
        above = len(self.sums) - 1
        if ratio.denominator == "tokens":
            self.sums.append(self._token_sum(Dimension.GLOBAL, None, None))
        else:
            self.sums.append(self._total(ratio.denominator, None))
        below, least = len(self.sums) - 1, Fraction(ratio.at_least)
        self.ratios.append((f"ratio:{ratio.ratio_key}", above, below, least))

    def _total(self, kpi: str, market: str | None, only: int | None = None) -> Sum:
        """A KPI total as it is counted; the raw totals that its curves start from are added to the sums."""
        raw = self._raw_of(kpi, market, only)
        formula = next((f for f in self.problem.constraint_set.kpi_formulas if f.kpi_key == kpi), None)
        if formula is not None:
            self.sums += [self._raw_of(factor.kpi_key, None) for factor in formula.multiply]
            one, other = len(self.sums) - 2, len(self.sums) - 1
            return Sum(_nothing, bent=lambda sums: _formula(formula, sums[one], sums[other]))
        curves = {c.market: c.points for c in self.problem.constraint_set.response_curves if c.kpi_key == kpi}
        if only is not None or not (curves if market is None else market in curves):
            return raw
        self.sums.append(raw)
        whole = len(self.sums) - 1
        if market is not None:
            return Sum(_nothing, bent=lambda sums: _on_curve(curves[market], sums[whole]))
        places = {}
        for each in curves:
            if each is not None:
                places[each] = len(self.sums)
                self.sums.append(self._raw_of(kpi, each))

        def bent(sums: list[Fraction]) -> Fraction:
            total = sums[whole]
            for each, place in places.items():
                total += _on_curve(curves[each], sums[place]) - sums[place]
            return _on_curve(curves[None], total) if None in curves else total

        return Sum(_nothing, bent=bent)

    def _raw_of(self, kpi: str, market: str | None, only: int | None = None) -> Sum:
        def amount(i: Initiative, s: Figures, t: int) -> Fraction:
            counts = only in (None, t) and (market is None or i.market == market)
            return self._kpi(i, s, kpi) if counts else Fraction(0)

        if only is not None:
            return Sum(amount)
        return Sum(amount, self._bonuses(kpi, market), self._counts(kpi, market))

    def _read_relations(self) -> None:
        rules, initiatives = self.problem.constraint_set, self.problem.initiatives
        for key in {i.initiative_key for i in initiatives if i.is_mandatory} | set(rules.mandatory_initiatives):
            if key not in self.delivered:
                self.logic.append(Logic(f"mandatory:{key}", lambda picks, key=key: key not in picks))
        for key in set(rules.forced_out) & set(self.figures):
            self.logic.append(Logic(f"forced_out:{key}", lambda picks, key=key: key in picks))
        needs = {(i.initiative_key, r): 0 for i in initiatives for r in i.prerequisite_keys}
        for p in rules.prerequisites:
            pair = (p.initiative_key, p.requires)
            needs[pair] = max(needs.get(pair, 0), p.lag_periods)
        for (key, required), lag in needs.items():
            if key in self.figures and required != key and required not in self.delivered:
                self.logic.append(
                    Logic(
                        f"prerequisite:{key}:{required}",
                        lambda picks, a=key, b=required, lag=lag: (
                            a in picks and not (b in picks and picks[b][0] + lag <= picks[a][0])
                        ),
                    )
                )
        for pin in rules.pins:
            if pin.initiative_key in self.figures:
                self.logic.append(Logic(f"pin:{pin.initiative_key}", partial(self._is_elsewhere, pin)))
        for bundle_key, members in self._bundles().items():
            if len(members) > 1 and members & set(self.figures):
                self.logic.append(Logic(f"bundle:{bundle_key}", lambda picks, all_of=members: _is_torn(picks, all_of)))
        order = list(self.known)
        pairs = {frozenset(pair) for pair in rules.exclusions}
        pairs |= {frozenset((i.initiative_key, other)) for i in initiatives for other in i.exclusion_keys}
        for pair in pairs:
            if len(pair) == 2 and pair <= set(self.figures):
                a, b = sorted(pair, key=order.index)
                self.logic.append(Logic(f"exclusion:{a}:{b}", lambda picks, a=a, b=b: a in picks and b in picks))

    def _is_elsewhere(self, pin: Pin, picks: Picks) -> bool:
        """Whether a pinned initiative is selected in another period or size."""
        if pin.initiative_key not in picks:
            return False
        period, scope = picks[pin.initiative_key]
        wrong_period = pin.period_key is not None and self.horizon[period] != pin.period_key
        return wrong_period or (pin.scope is not None and pin.scope.value != scope)

    def _read_windows(self) -> None:
        periods = [parse_period(key) for key in self.horizon]
        for i in self.valid:
            ends = [day for day in (i.deadline_date, i.latest_finish_date) if day is not None]
            is_open = []
            for period in periods:
                starts_in_time = i.earliest_start_date is None or i.earliest_start_date <= period.end
                last_start = period.end if self.scenario.strict_deadlines else period.start
                is_open.append(starts_in_time and (not ends or min(ends) >= last_start))
            if not all(is_open):
                key = i.initiative_key
                broken = lambda picks, key=key, is_open=is_open: key in picks and not is_open[picks[key][0]]  # noqa: E731
                self.logic.append(Logic(f"window:{key}", broken))

    # Objective (section 5)

    def _read_objective(
        self, goals: list[tuple[int, Fraction]]
    ) -> list[tuple[str, int, Callable[[list[Fraction]], Fraction]]]:
        """Name, direction and value of each stage, read off the sums."""
        stages: list[tuple[str, int, Callable[[list[Fraction]], Fraction]]] = []
        if self.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC:

            def shortfall(sums: list[Fraction]) -> Fraction:
                missing = ((max(target - sums[index], Fraction(0)), abs(target)) for index, target in goals)
                return sum((short / size if size else short for short, size in missing), Fraction(0))

            stages.append(("goal_shortfall", -1, shortfall))
            self._add_shares(stages)
        weights = {self.scenario.north_star_kpi_key: Fraction(1)}
        if self._weighted():
            weights = {}
            for kpi_key, weight in self.scenario.objective_weights.items():
                scale = Fraction(1)
                if self.scenario.objective_normalization is Normalization.POOL_TOTAL:
                    scale = self._most_of(kpi_key)
                    for formula in self.problem.constraint_set.kpi_formulas:
                        if formula.kpi_key == kpi_key:
                            scale = abs(_formula(formula, *(self._most_of(f.kpi_key) for f in formula.multiply)))
                if scale:
                    weights[kpi_key] = Fraction(weight) / scale
        self._add_main(stages, weights)
        for tie_break in self.scenario.tie_breaks:
            if tie_break is TieBreak.SCORE:
                self.sums.append(Sum(lambda i, s, t: Fraction(i.active_overall_score or 0)))
                stages.append(("tie_break:score", 1, itemgetter(len(self.sums) - 1)))
            else:
                self.sums.append(self._token_sum(Dimension.GLOBAL, None, None))
                stages.append(("tie_break:tokens", -1, itemgetter(len(self.sums) - 1)))
        if self.scenario.canonical:
            self._add_canonical(stages)
        return stages

    def _most_of(self, kpi_key: str) -> Fraction:
        """All positive full-scope contributions to a KPI."""
        whole = Figures("full", Fraction(0), {}, Fraction(1))
        return sum((max(self._kpi(i, whole, kpi_key), Fraction(0)) for i in self.valid), Fraction(0))

    def _add_shares(self, stages: list[tuple[str, int, Callable[[list[Fraction]], Fraction]]]) -> None:
        """The smallest total of a KPI among the markets that have candidates."""
        markets = sorted({i.market for i in self.valid if i.market is not None})
        for share in dict.fromkeys(self.problem.constraint_set.fair_shares):
            places = []
            for market in markets:
                self.sums.append(self._total(share.kpi_key, market))
                places.append(len(self.sums) - 1)
            if places:
                stages.append(
                    (f"fair_share:{share.kpi_key}", 1, lambda sums, places=places: min(sums[k] for k in places))  # type: ignore[misc]
                )

    def _add_canonical(self, stages: list[tuple[str, int, Callable[[list[Fraction]], Fraction]]]) -> None:
        """Least sums of digits of digests, then least tokens x period number."""
        columns = sum(len(sizes) for sizes in self.figures.values())
        bits = 16
        while 2**bits * columns > 2**16:
            bits -= 1
        for place in range((24 + bits - 1) // bits if columns else 0):

            def amount(i: Initiative, s: Figures, t: int, first: int = place * bits) -> Fraction:
                return Fraction(int(_digest(i, s)[first : first + bits], 2) + 1)

            self.sums.append(Sum(amount))
            stages.append(("key" if place == 0 else f"key:{place + 1}", -1, itemgetter(len(self.sums) - 1)))
        if len(self.horizon) > 1 and columns:
            self.sums.append(Sum(lambda i, s, t: (s.tokens or Fraction(0)) * t))
            stages.append(("early", -1, itemgetter(len(self.sums) - 1)))

    def _settled_order(self) -> list[tuple[str, str]]:
        """Initiatives in sizes, in the order in which each is placed as early as possible."""
        if not self.scenario.canonical:
            return []
        options = [(i, size) for i in self.valid for size in self.figures[i.initiative_key]]
        options.sort(key=lambda option: (-(option[1].tokens or 0), _digest(*option)))
        return [(i.initiative_key, size.scope) for i, size in options]

    def _add_main(
        self, stages: list[tuple[str, int, Callable[[list[Fraction]], Fraction]]], weights: dict[str, Fraction]
    ) -> None:
        count, hurry = len(self.horizon), Fraction(self.scenario.time_sensitivity_weight)
        curved = {c.kpi_key for c in self.problem.constraint_set.response_curves}
        curved |= {formula.kpi_key for formula in self.problem.constraint_set.kpi_formulas}
        parts: list[tuple[int, Fraction]] = []
        for kpi in sorted(curved & weights.keys()):
            self.sums.append(self._total(kpi, None))
            parts.append((len(self.sums) - 1, weights[kpi]))
        weights = {kpi: weight for kpi, weight in weights.items() if kpi not in curved}

        def amount(i: Initiative, s: Figures, t: int) -> Fraction:
            factor = 1 + hurry * Fraction(i.time_sensitivity_score or 0) * Fraction(count - t, count)
            return factor * sum((weight * self._kpi(i, s, kpi) for kpi, weight in weights.items()), Fraction(0))

        bonuses = [
            (members, weight * bonus) for kpi, weight in weights.items() for members, bonus in self._bonuses(kpi, None)
        ]
        counts = [
            (members, tuple(weight * figure for figure in figures))
            for kpi, weight in weights.items()
            for members, figures in self._counts(kpi, None)
        ]
        self.sums.append(Sum(amount, bonuses, counts))
        if parts:
            straight = len(self.sums) - 1
            self.sums.append(
                Sum(_nothing, bent=lambda sums: sums[straight] + sum(weight * sums[k] for k, weight in parts))
            )
        name = "weighted_kpis" if self._weighted() else "north_star"
        stages.append((name, 1, itemgetter(len(self.sums) - 1)))

    # All portfolios

    def _enumerate(self) -> Iterator[Portfolio]:
        options: list[tuple[str, list[tuple[Pick, list[tuple[int, Fraction]]]]]] = []
        for i in self.valid:
            own = []
            for t in range(len(self.horizon)):
                for size in self.figures[i.initiative_key]:
                    amounts = [(k, total.amount(i, size, t)) for k, total in enumerate(self.sums)]
                    own.append(((t, size.scope), [(k, a) for k, a in amounts if a]))
            options.append((i.initiative_key, own))
        sums = [Fraction(0)] * len(self.sums)
        picks: Picks = {}
        waivable = self.may_be_waived

        def extend(depth: int) -> Iterator[Portfolio]:
            if depth == len(options):
                for count in range(len(waivable) + 1):
                    for waived in itertools.combinations(waivable, count):
                        self.waived = set(waived)
                        yield self._judge(dict(picks), sums)
                self.waived = set()
                return
            yield from extend(depth + 1)
            key, own = options[depth]
            for pick, amounts in own:
                picks[key] = pick
                for k, a in amounts:
                    sums[k] += a
                yield from extend(depth + 1)
                for k, a in amounts:
                    sums[k] -= a
                del picks[key]

        yield from extend(0)

    def _tightest(self, rule_id: str) -> Limit:
        """Of the limits that share an id the one that implies the others."""
        sharing = [limit for limit in self.limits if limit.rule_id == rule_id]
        return min(sharing, key=lambda limit: limit.figure if limit.at_most else -limit.figure)

    def _complete(self, sums: list[Fraction], k: int, picks: Picks) -> None:
        """Add to a sum what is not the matter of single initiatives."""
        total = self.sums[k]
        for members, bonus in total.bonuses:
            if all(key in picks for key in members):
                sums[k] += bonus
        for members, figures in total.counts:
            chosen = sum(key in picks for key in members)
            sums[k] += figures[chosen] if chosen < len(figures) else figures[-1]
        if total.bent is not None:
            sums[k] = total.bent(sums)
        if total.beside is not None:
            sums[k] += total.beside(picks)

    def _judge(self, picks: Picks, plain: list[Fraction]) -> Portfolio:
        sums = list(plain)
        for k in range(len(sums)):
            self._complete(sums, k, picks)
        costs: dict[str, Fraction] = {}
        for limit in self.limits:
            missing = limit.missing_by(sums[limit.total])
            if missing and limit is self._tightest(limit.rule_id):
                costs[limit.rule_id] = missing / abs(limit.figure) if limit.figure else missing
        costs |= {name: Fraction(1) for name, above, below, least in self.ratios if sums[above] < least * sums[below]}
        costs |= {rule.rule_id: Fraction(1) for rule in self.logic if rule.broken(picks)}
        costs |= dict.fromkeys(self.waived, Fraction(1))
        values = [(name, sign, value(sums)) for name, sign, value in self._evaluators]
        stages = {name: value for name, _, value in values}
        return Portfolio(
            picks,
            frozenset(costs),
            sum(costs.values(), Fraction(0)),
            stages,
            (
                *(sign * value for _, sign, value in values),
                *(Fraction(-picks[key][0] if picks.get(key, (0, ""))[1] == scope else 0) for key, scope in self._order),
            ),
        )


def _digest(i: Initiative, size: Figures) -> str:
    """SHA-256 of key and size as 256 zeros and ones."""
    digest = hashlib.sha256(i.initiative_key.encode("utf-8") + b"\0" + size.scope.encode("utf-8")).digest()
    return "".join(f"{byte:08b}" for byte in digest)


def _nothing(i: Initiative, size: Figures, period: int) -> Fraction:
    return Fraction(0)


def _formula(formula: KpiFormula, first: Fraction, second: Fraction) -> Fraction:
    """What a formula makes of the raw totals of its factors."""
    one, other = (Fraction(factor.base) for factor in formula.multiply)
    return Fraction(formula.times) * ((one + first) * (other + second) - one * other)


def _on_curve(points: Sequence[CurvePoint], raw: Fraction) -> Fraction:
    """The line through the two points around a total, or through the two nearest."""
    pairs = [(Fraction(p.raw), Fraction(p.counted)) for p in points]
    lines = list(itertools.pairwise(pairs))
    (x1, y1), (x2, y2) = next((line for line in lines if raw < line[1][0]), lines[-1])
    return (y1 * (x2 - raw) + y2 * (raw - x1)) / (x2 - x1)


def _is_torn(picks: Picks, members: set[str]) -> bool:
    """Whether some of a bundle are selected, but not all of them in one period."""
    selected = [picks[key][0] for key in members if key in picks]
    return bool(selected) and (len(selected) < len(members) or len(set(selected)) > 1)
