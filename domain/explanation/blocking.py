"""Which rules stand in the way of adding one more initiative to a portfolio, in plain words with numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from domain.lean import dataclass
from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.selection import Choice
from domain.problem.sizing import Scope, Size, kpi_value
from domain.problem.totals import TOKENS
from domain.rules.relations import RelationIndex
from domain.rules.rules import OverheadRule, RuleBook, Synergy, TargetRule, TokenFamily, TokenRule
from domain.rules.wording import figure, listed, quantity, tokens


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that adding an initiative alone would break. limit: it is a limit of tokens, KPI or choice, not a link."""

    rule_id: str
    text: str
    limit: bool = False


def link_obstacles(
    rules: RuleBook, relations: RelationIndex, chosen: Mapping[str, Choice], key: str, period: int, scope: Scope
) -> list[Obstacle]:
    """What forbids an initiative in a period, is missing beside it, or excludes it."""
    found = []
    if key in relations.forced_out:
        found.append(Obstacle(relations.forced_out[key].rule_id, "it is forced out"))
    window = relations.windows.get(key)
    if window is not None and period in window.closed:
        found.append(Obstacle(window.rule_id, "its dates rule out every period of the horizon"))
    for pin in relations.pins.get(key, ()):
        if not pin.admits(period, scope):
            found.append(Obstacle(pin.rule_id, f"it is pinned to {pin.text}"))
    for link in relations.requirements.get(key, ()):
        required = chosen.get(link.requires)
        if link.fault is not None:
            found.append(Obstacle(link.rule_id, f"prerequisite {link.requires} cannot be had: {link.fault}"))
        elif required is None:
            found.append(Obstacle(link.rule_id, f"prerequisite {link.requires} is not selected"))
        elif required.period + link.lag > period:
            late = f", and it has to lie {quantity(link.lag, 'period')} later" if link.lag else ""
            text = f"prerequisite {link.requires} comes only in {rules.periods[required.period]}{late}"
            found.append(Obstacle(link.rule_id, text))
    for bundle in relations.bundles.get(key, ()):
        missing = [mate for mate in bundle.members if mate != key and mate not in chosen]
        if bundle.fault is not None:
            found.append(Obstacle(bundle.rule_id, f"bundle {bundle.bundle_key} is kept out: {bundle.fault}"))
        elif missing:
            found.append(Obstacle(bundle.rule_id, f"bundle {bundle.bundle_key} would need {listed(missing)} as well"))
    for pair in relations.exclusions.get(key, ()):
        other = pair.second if pair.first == key else pair.first
        if other in chosen:
            found.append(Obstacle(pair.rule_id, f"{other} is selected and excludes it", True))
    return found


Place = tuple[Dimension, str | None]


@dataclass(frozen=True, slots=True)
class _Room:
    """Room left under one upper limit of tokens."""

    rule: TokenRule
    left: Decimal


class Blocking:
    """Finds the rules that keep an initiative out; what the portfolio uses is computed once, so look-ups are cheap."""

    def __init__(self, portfolio: JudgedPortfolio, relations: RelationIndex) -> None:
        self._pool, rules = portfolio.ruled.pool, portfolio.ruled.rules
        self._rules, self._chosen = rules, portfolio.solution.choices
        self._relations = relations
        self._rooms: dict[Place, list[_Room]] = {}
        for rule in rules.tokens:
            if rule.family is not TokenFamily.FLOOR:
                self._rooms.setdefault((rule.dimension, rule.key), []).append(_Room(rule, portfolio.slack(rule)))
        self._figures = portfolio.figures
        self._spare: list[tuple[TargetRule, Fraction]] = []
        for target in rules.targets:
            if target.kind is TargetKind.FLOOR:
                achieved = portfolio.figures.counted(target.kpi_key, target.market, target.period)
                self._spare.append((target, achieved - Fraction(target.target_value)))
        self._shared_rooms: dict[tuple[str | None, ...], list[_Room]] = {}
        self.completes: dict[str, list[Synergy]] = {}
        for synergy in rules.synergies:
            missing = [key for key in synergy.members if key not in self._chosen]
            if len(missing) == 1:
                self.completes.setdefault(missing[0], []).append(synergy)

    def best_option(self, key: str, values: tuple[Decimal, ...]) -> tuple[int, list[Obstacle]]:
        """The size (by its index) in which fewest rules stand in the way, in its best open period, and those rules."""
        initiative = self._pool.candidates[key]
        window = self._relations.windows.get(key)
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

    def package_obstacles(self, key: str) -> list[Obstacle]:
        """Limits without room for an initiative together with everything it has to bring along."""
        members = self._package(key)
        if len(members) < 2:
            return []
        company = listed([member for member in members if member != key], most=3)
        found = []
        for place, need in self._need_of(members).items():
            room = self._too_small(self._rooms.get(place, ()), need)
            if room is not None:
                left = f"{room.rule.rule_id} has {figure(max(room.left, ZERO))} of {tokens(room.rule.limit)} left"
                text = f"{left}, together with {company} it needs {figure(need)}"
                found.append(Obstacle(room.rule.rule_id, text, True))
        return found

    def _too_small(self, rooms: Sequence[_Room], need: Decimal) -> _Room | None:
        """A limit without room for tokens that may be spread over the periods; None where there may be room."""
        least: dict[int, _Room] = {}
        for room in rooms:
            period = room.rule.period
            if period is None and room.left < need:
                return room
            if period is not None and (period not in least or room.left < least[period].left):
                least[period] = room
        if len(least) < len(self._rules.periods) or sum(max(room.left, ZERO) for room in least.values()) >= need:
            return None
        return max(least.values(), key=lambda room: room.left)

    def _need_of(self, members: Sequence[str]) -> dict[Place, Decimal]:
        """Tokens of several initiatives in their smallest sizes, by dimension and key."""
        need: dict[Place, Decimal] = {}
        for member in members:
            initiative, sizes = self._pool.candidates[member], self._pool.sizes[member]
            own = min(size.tokens or ZERO for size in sizes)
            for place in _places(initiative):
                need[place] = need.get(place, ZERO) + own
            for team in sizes[0].team_tokens:
                place = (Dimension.TEAM, team)
                need[place] = need.get(place, ZERO) + min(size.tokens_of(Dimension.TEAM, team) for size in sizes)
        return need

    def _package(self, key: str) -> list[str]:
        """An initiative with everything not selected yet that its prerequisites and bundles require."""
        found = {key: None}
        queue = [key]
        for member in queue:
            links = self._relations.requirements.get(member, ())
            others = [link.requires for link in links if link.fault is None]
            for bundle in self._relations.bundles.get(member, ()):
                others += bundle.members
            for other in others:
                if other not in found and other not in self._chosen:
                    found[other] = None
                    queue.append(other)
        return list(found)

    def _obstacles(self, initiative: Initiative, size: Size, period: int) -> list[Obstacle]:
        found = link_obstacles(
            self._rules, self._relations, self._chosen, initiative.initiative_key, period, size.scope
        )
        found += self._without_room(initiative, size, period)
        for ratio in self._rules.ratios:
            above, below = self._figures.ratio(ratio)
            more = self._change_of(ratio.denominator, initiative, size)
            if ratio.denominator == TOKENS:
                more += sum(
                    map(Fraction, (n for o in self._overheads_of(initiative, size, period) for n in o[1].values()))
                )
            if above + self._change_of(ratio.numerator, initiative, size) < Fraction(ratio.at_least) * (below + more):
                text = f"{ratio.rule_id} would fall below {figure(ratio.at_least)} {ratio.numerator} for each"
                found.append(Obstacle(ratio.rule_id, f"{text} of {ratio.denominator}", True))
        if self._spare:
            found += self._target_obstacles(initiative, size, period)
        return found

    def _rooms_of(self, initiative: Initiative) -> list[_Room]:
        """Room of every limit that counts the initiative's engineering tokens."""
        traits = (initiative.market, initiative.department, initiative.category, initiative.program_key)
        rooms = self._shared_rooms.get(traits)
        if rooms is None:
            rooms = [room for place in _places(initiative) for room in self._rooms.get(place, ())]
            self._shared_rooms[traits] = rooms
        return rooms

    def _target_obstacles(self, initiative: Initiative, size: Size, period: int) -> list[Obstacle]:
        found = []
        for target, spare in self._spare:
            change = self._change(target, initiative, size, period)
            if change < 0 and spare + Fraction(change) < 0:
                left, taken = figure(to_decimal(spare)), figure(to_decimal(-Fraction(change)))
                text = f"{target.rule_id} has {left} to spare, it would take {taken} away"
                found.append(Obstacle(target.rule_id, text, True))
        return found

    def bonuses(self, key: str) -> list[tuple[str, str | None, Decimal]]:
        """What adding an initiative would bring of its groups, by KPI and market: bonuses completed, and one more."""
        found = [(each.kpi_key, each.market, each.bonus) for each in self.completes.get(key, ())]
        for bonus, count in self._figures.counted_groups:
            if key in bonus.members:
                with exact_arithmetic():
                    found.append((bonus.kpi_key, bonus.market, bonus.brings(count + 1) - bonus.brings(count)))
        return found

    def _overheads_of(
        self, initiative: Initiative, size: Size, period: int
    ) -> Iterator[tuple[OverheadRule, Mapping[int, Decimal]]]:
        """The overheads that count an initiative, with what they would take more in each period."""
        for rule in self._rules.overheads:
            if rule.counts(initiative.initiative_key, size):
                yield rule, self._figures.more_overhead(rule, period)

    def _without_room(self, initiative: Initiative, size: Size, period: int) -> Iterator[Obstacle]:
        """Limits without room for the tokens of an initiative, and for what overheads would take more with it."""
        taken = [(room, size.tokens or ZERO) for room in self._rooms_of(initiative)]
        for team, need in size.team_tokens.items():
            taken += [(room, need) for room in self._rooms.get((Dimension.TEAM, team), ())]
        beside = list(self._overheads_of(initiative, size, period))
        told = {room.rule.rule_id for room, _ in taken} if beside else set()
        for place in dict.fromkeys(place for rule, _ in beside for place in rule.places):
            taken += [(room, ZERO) for room in self._rooms.get(place, ()) if room.rule.rule_id not in told]
        for room, need in taken:
            own, limit = need if room.rule.period in (None, period) else ZERO, room.rule
            more = {
                rule.rule_id: sum((n for t, n in change.items() if limit.period in (None, t)), ZERO)
                for rule, change in beside
                if (limit.dimension, limit.key) in rule.places
            }
            names = [name for name, added in more.items() if added]
            if room.left < own + sum(more.values(), ZERO) and (names or limit.period in (None, period)):
                short = _short(room, own + sum(more.values(), ZERO))
                suffix = f", {figure(sum(more.values(), ZERO))} of it for {listed(names)}" if names else ""
                yield Obstacle(short.rule_id, short.text + suffix, True)

    def _change_of(self, key: str, initiative: Initiative, size: Size) -> Fraction:
        """What adding an initiative would do to the total of a KPI, or to the tokens."""
        if key == TOKENS:
            return Fraction(size.tokens or ZERO)
        whole = TargetRule("", None, key, None, ZERO, TargetKind.GOAL)
        return Fraction(self._change(whole, initiative, size, 0))

    def _change(self, target: TargetRule, initiative: Initiative, size: Size, period: int) -> Fraction | Decimal:
        """What adding an initiative would do to a target, with the synergies that it completes."""

        def more_of(key: str) -> dict[str | None, Decimal]:
            more: dict[str | None, Decimal] = {}
            if target.market in (None, initiative.market) and target.period in (None, period):
                more[initiative.market] = kpi_value(initiative, size, key)
            with exact_arithmetic():
                for kpi_key, market, amount in self.bonuses(initiative.initiative_key):
                    if kpi_key == key and target.period is None and target.market in (None, market):
                        more[market] = more.get(market, ZERO) + amount
            return more

        if target.period is not None or not self._figures.is_bent(target.kpi_key):
            with exact_arithmetic():
                return sum(more_of(target.kpi_key).values(), ZERO)
        return self._figures.gain(target.kpi_key, target.market, more_of)


def _places(initiative: Initiative) -> tuple[Place, ...]:
    """Keys under which its engineering tokens count."""
    return (
        (Dimension.GLOBAL, None),
        (Dimension.MARKET, initiative.market),
        (Dimension.DEPARTMENT, initiative.department),
        (Dimension.CATEGORY, initiative.category),
        (Dimension.PROGRAM, initiative.program_key),
    )


def _short(room: _Room, need: Decimal) -> Obstacle:
    rule_id, limit = room.rule.rule_id, tokens(room.rule.limit)
    left = figure(max(room.left, ZERO))
    return Obstacle(rule_id, f"{rule_id} has {left} of {limit} left, it needs {figure(need)}", True)
