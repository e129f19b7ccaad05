"""What can only be selected together, as units: bundles, and circles of prerequisites, in order of what needs what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.lean import dataclass
from domain.rules.rules import RuleBook

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Units:
    """Candidates grouped into units that share a period, ordered so that each follows its prerequisites.

    members: candidates per unit. unit_of: the unit of each candidate. needs, needed_by: direct prerequisites and
    dependents per unit. lags: by unit and prerequisite, how many periods lie between them at least, if any. excluded:
    per unit, the units it excludes. open: periods that are open to all its members; none where it cannot be selected.
    must: mandatory units with all their prerequisites.
    """

    members: tuple[tuple[int, ...], ...]
    unit_of: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    lags: Mapping[tuple[int, int], int]
    needed_by: tuple[tuple[int, ...], ...]
    excluded: tuple[frozenset[int], ...]
    open: tuple[tuple[int, ...], ...]
    must: tuple[int, ...]


def join_units(keys: Sequence[str], rules: RuleBook) -> Units:
    """Group candidates, given by their keys, into units."""
    place = {key: at for at, key in enumerate(keys)}
    links: list[list[int]] = [[] for _ in keys]
    for rule in rules.prerequisites:
        if rule.fault is None:
            links[place[rule.key]].append(place[rule.requires])
    for bundle in rules.bundles:
        first, *others = (place[key] for key in bundle.members)
        for other in others:
            links[first].append(other)
            links[other].append(first)
    members = _components(links)
    unit_of = [0] * len(keys)
    for unit, group in enumerate(members):
        for at in group:
            unit_of[at] = unit
    needs = _between(members, unit_of, links)
    needed_by: list[list[int]] = [[] for _ in members]
    for unit, needed in enumerate(needs):
        for other in needed:
            needed_by[other].append(unit)
    lags = _lags(place, rules, unit_of)
    excluded = [NONE] * len(members)
    for pair in rules.exclusions:
        first, second = unit_of[place[pair.first]], unit_of[place[pair.second]]
        excluded[first] |= {second}
        excluded[second] |= {first}
    return Units(
        members=tuple(map(tuple, members)),
        unit_of=tuple(unit_of),
        needs=tuple(map(tuple, needs)),
        lags=lags,
        needed_by=tuple(map(tuple, needed_by)),
        excluded=tuple(excluded),
        open=_open(keys, rules, members, needs, excluded, lags),
        must=_must(place, rules, unit_of, needs),
    )


def _between(members: list[list[int]], unit_of: list[int], links: list[list[int]]) -> list[list[int]]:
    """Links between units, each once."""
    out = []
    for unit, group in enumerate(members):
        linked = [unit_of[to] for at in group for to in links[at]]
        out.append([other for other in dict.fromkeys(linked) if other != unit] if linked else linked)
    return out


def _open(
    keys: Sequence[str],
    rules: RuleBook,
    members: list[list[int]],
    needs: list[list[int]],
    excluded: list[frozenset[int]],
    lags: Mapping[tuple[int, int], int],
) -> tuple[tuple[int, ...], ...]:
    """Open periods per unit; none where members exclude each other or a prerequisite has no open period."""
    every = tuple(range(len(rules.periods)))
    closed = {window.key: set(window.closed) for window in rules.windows}
    for pin in rules.pins:
        closed.setdefault(pin.key, set()).update(period for period in every if period not in pin.periods)
    out: list[tuple[int, ...]] = []
    for unit, group in enumerate(members):
        left = () if unit in excluded[unit] or (unit, unit) in lags else every
        for at in group:
            name = keys[at]
            if name in rules.unselectable:
                left = ()
            elif name in closed:
                left = tuple(period for period in left if period not in closed[name])
        if needs[unit]:
            earliest = max(
                out[other][0] + lags.get((unit, other), 0) if out[other] else len(every) for other in needs[unit]
            )
            if left and earliest > left[0]:
                left = tuple(period for period in left if period >= earliest)
        out.append(left)
    return tuple(out)


def _lags(place: dict[str, int], rules: RuleBook, unit_of: list[int]) -> dict[tuple[int, int], int]:
    lags: dict[tuple[int, int], int] = {}
    for rule in rules.prerequisites:
        if rule.lag and rule.fault is None:
            pair = unit_of[place[rule.key]], unit_of[place[rule.requires]]
            lags[pair] = max(rule.lag, lags.get(pair, 0))
    return lags


def _must(place: dict[str, int], rules: RuleBook, unit_of: list[int], needs: list[list[int]]) -> tuple[int, ...]:
    pending = [unit_of[place[rule.key]] for rule in rules.mandatory if rule.fault is None]
    found = set(pending)
    while pending:
        for other in needs[pending.pop()]:
            if other not in found:
                found.add(other)
                pending.append(other)
    return tuple(sorted(found))


def _components(links: list[list[int]]) -> list[list[int]]:
    """Strongly connected components, each after all components it leads to."""
    waiting = [len(each) for each in links]
    behind: list[list[int]] = [[] for _ in links]
    for at, each in enumerate(links):
        for to in each:
            behind[to].append(at)
    found = [[at] for at, count in enumerate(waiting) if not count]
    for (at,) in found:
        for other in behind[at]:
            waiting[other] -= 1
            if not waiting[other]:
                found.append([other])
    return found if len(found) == len(links) else found + _knots(links, waiting)


def _knots(links: list[list[int]], waiting: list[int]) -> list[list[int]]:
    """Components among nodes that are on a cycle or lead to one (R. E. Tarjan, 1972)."""
    count = len(links)
    seen, low, on_stack = [0 if each else 1 for each in waiting], [0] * count, bytearray(count)
    stack: list[int] = []
    found: list[list[int]] = []
    clock = 1
    for root in range(count):
        if seen[root]:
            continue
        path = [(root, iter(links[root]))]
        clock += 1
        seen[root] = low[root] = clock
        stack.append(root)
        on_stack[root] = 1
        while path:
            node, following = path[-1]
            for to in following:
                if not seen[to]:
                    clock += 1
                    seen[to] = low[to] = clock
                    stack.append(to)
                    on_stack[to] = 1
                    path.append((to, iter(links[to])))
                    break
                if on_stack[to] and seen[to] < low[node]:
                    low[node] = seen[to]
            else:
                path.pop()
                if path and low[node] < low[path[-1][0]]:
                    low[path[-1][0]] = low[node]
                if low[node] == seen[node]:
                    group: list[int] = []
                    while not group or group[-1] != node:
                        group.append(stack.pop())
                        on_stack[group[-1]] = 0
                    found.append(sorted(group))
    return found
