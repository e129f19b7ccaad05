"""Which rules between initiatives stand in the way of adding one more to a portfolio."""

from __future__ import annotations

from collections.abc import Mapping

from domain.lean import dataclass
from domain.problem.selection import Choice
from domain.problem.sizing import Scope
from domain.rules.relation_index import RelationIndex
from domain.rules.rules import RuleBook
from domain.rules.wording import listed, quantity


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
