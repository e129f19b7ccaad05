"""Which rules stand in the way of adding one more initiative to a portfolio, in plain words with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.candidates import CandidatePool
from domain.constraints import Dimension, TargetKind
from domain.evaluation import Evaluation
from domain.initiative import Initiative
from domain.numbers import ZERO, exact_arithmetic
from domain.relation_index import RelationIndex
from domain.rules import RuleBook, Synergy, TargetRule, TokenFamily, TokenRule
from domain.sizing import Size, kpi_value
from domain.solution import PortfolioSolution
from domain.totals import slack_of
from domain.wording import figure, listed, tokens

Place = tuple[Dimension, str | None]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that adding an initiative alone would break. limit: it is a limit of tokens, KPI or choice, not a link."""

    rule_id: str
    text: str
    limit: bool = False


@dataclass(frozen=True, slots=True)
class _Room:
    """What is left under one upper limit of tokens."""

    rule: TokenRule
    left: Decimal


class Blocking:
    """Looks up obstacles; what the portfolio uses is computed once, so that each question is cheap."""

    def __init__(
        self, pool: CandidatePool, rules: RuleBook, solution: PortfolioSolution, evaluation: Evaluation
    ) -> None:
        self._pool = pool
        self._rules = rules
        self._chosen = solution.choices
        self.relations = RelationIndex(rules)
        self._rooms: dict[Place, list[_Room]] = {}
        for rule in rules.tokens:
            if rule.family is not TokenFamily.FLOOR:
                left = slack_of(rule, evaluation.tokens_used(rule.dimension, rule.key, rule.period))
                self._rooms.setdefault((rule.dimension, rule.key), []).append(_Room(rule, left))
        self._spare: list[tuple[TargetRule, Decimal]] = []
        with exact_arithmetic():
            for target in rules.targets:
                if target.kind is TargetKind.FLOOR:
                    self._spare.append((target, evaluation.achieved(target) - target.target_value))
        self._shared_rooms: dict[tuple[str | None, ...], list[_Room]] = {}
        self.completes: dict[str, list[Synergy]] = {}
        for synergy in rules.synergies:
            missing = [key for key in synergy.members if key not in self._chosen]
            if len(missing) == 1:
                self.completes.setdefault(missing[0], []).append(synergy)

    def best_option(self, key: str, values: tuple[Decimal, ...]) -> tuple[int, list[Obstacle]]:
        """The size (by its index) in which fewest rules stand in the way, in its best open period, and those rules."""
        initiative = self._pool.candidates[key]
        window = self.relations.windows.get(key)
        every = range(len(self._rules.periods))
        periods = [t for t in every if window is None or t not in window.closed] or list(every)
        best: tuple[int, list[Obstacle]] | None = None
        for index in sorted(range(len(values)), key=lambda k: -values[k]):
            size = self._pool.sizes[key][index]
            for period in periods:
                obstacles = self._obstacles(initiative, size, period)
                if best is None or len(obstacles) < len(best[1]):
                    best = index, obstacles
                if not obstacles:
                    return index, obstacles
        assert best is not None
        return best

    def _obstacles(self, initiative: Initiative, size: Size, period: int) -> list[Obstacle]:
        found = self._relation_obstacles(initiative.initiative_key, period)
        need = size.tokens or ZERO
        for room in self._rooms_of(initiative):
            if room.left < need and room.rule.period in (None, period):
                found.append(_short(room, need))
        for team, team_need in size.team_tokens.items():
            for room in self._rooms.get((Dimension.TEAM, team), ()):
                if room.left < team_need and room.rule.period in (None, period):
                    found.append(_short(room, team_need))
        if self._spare:
            found += self._target_obstacles(initiative, size, period)
        return found

    def _rooms_of(self, initiative: Initiative) -> list[_Room]:
        """Room of every limit that counts the initiative's engineering tokens."""
        traits = (initiative.market, initiative.department, initiative.category, initiative.program_key)
        rooms = self._shared_rooms.get(traits)
        if rooms is None:
            dimensions = (Dimension.MARKET, Dimension.DEPARTMENT, Dimension.CATEGORY, Dimension.PROGRAM)
            places: list[Place] = [(Dimension.GLOBAL, None), *zip(dimensions, traits, strict=True)]
            rooms = [room for place in places for room in self._rooms.get(place, ())]
            self._shared_rooms[traits] = rooms
        return rooms

    def _target_obstacles(self, initiative: Initiative, size: Size, period: int) -> list[Obstacle]:
        found = []
        for target, spare in self._spare:
            with exact_arithmetic():
                change = ZERO
                if target.market in (None, initiative.market) and target.period in (None, period):
                    change += kpi_value(initiative, size, target.kpi_key)
                for synergy in self.completes.get(initiative.initiative_key, ()):
                    counts = target.period is None and target.market in (None, synergy.market)
                    if counts and synergy.kpi_key == target.kpi_key:
                        change += synergy.bonus
                if change < ZERO and spare + change < ZERO:
                    text = f"{target.rule_id} has {figure(spare)} to spare, it would take {figure(-change)} away"
                    found.append(Obstacle(target.rule_id, text, True))
        return found

    def _relation_obstacles(self, key: str, period: int) -> list[Obstacle]:
        chosen, relations, periods = self._chosen, self.relations, self._rules.periods
        found = []
        if key in relations.forced_out:
            found.append(Obstacle(relations.forced_out[key].rule_id, "it is forced out"))
        window = relations.windows.get(key)
        if window is not None and period in window.closed:
            found.append(Obstacle(window.rule_id, "its dates rule out every period of the horizon"))
        for link in relations.requirements.get(key, ()):
            required = chosen.get(link.requires)
            if link.fault is not None:
                found.append(Obstacle(link.rule_id, f"prerequisite {link.requires} cannot be had: {link.fault}"))
            elif required is None:
                found.append(Obstacle(link.rule_id, f"prerequisite {link.requires} is not selected"))
            elif required.period > period:
                text = f"prerequisite {link.requires} comes only in {periods[required.period]}"
                found.append(Obstacle(link.rule_id, text))
        for bundle in relations.bundles.get(key, ()):
            missing = [mate for mate in bundle.members if mate != key and mate not in chosen]
            if bundle.fault is not None:
                found.append(Obstacle(bundle.rule_id, f"bundle {bundle.bundle_key} is kept out: {bundle.fault}"))
            elif missing:
                found.append(
                    Obstacle(bundle.rule_id, f"bundle {bundle.bundle_key} would need {listed(missing)} as well")
                )
        for pair in relations.exclusions.get(key, ()):
            other = pair.second if pair.first == key else pair.first
            if other in chosen:
                found.append(Obstacle(pair.rule_id, f"{other} is selected and excludes it", True))
        return found


def _short(room: _Room, need: Decimal) -> Obstacle:
    rule_id, limit = room.rule.rule_id, tokens(room.rule.limit)
    left = figure(max(room.left, ZERO))
    return Obstacle(rule_id, f"{rule_id} has {left} of {limit} left, it needs {figure(need)}", True)
