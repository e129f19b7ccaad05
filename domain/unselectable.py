"""Which valid candidates cannot be selected whatever else happens, and why."""

from __future__ import annotations

from domain.relations import Relations
from domain.rules import WindowRule


def find_unselectable(
    relations: Relations, windows: tuple[WindowRule, ...], num_periods: int
) -> dict[str, tuple[str, ...]]:
    """Reasons by key: own ones first, then those that follow through prerequisites and bundles."""
    reasons: dict[str, list[str]] = {}
    for rule in relations.forced_out:
        reasons.setdefault(rule.key, []).append("it is forced out")
    for window in windows:
        if len(window.closed) == num_periods:
            reasons.setdefault(window.key, []).append("no open period: its dates rule out every period of the horizon")
    for link in relations.prerequisites:
        if link.fault is not None:
            reasons.setdefault(link.key, []).append(f"prerequisite {link.requires} cannot be had: {link.fault}")
    for bundle in relations.bundles:
        if bundle.fault is not None:
            for key in bundle.members:
                reasons.setdefault(key, []).append(f"bundle {bundle.bundle_key} is kept out: {bundle.fault}")
    _spread(reasons, relations)
    return {key: tuple(dict.fromkeys(found)) for key, found in reasons.items()}


def _spread(reasons: dict[str, list[str]], relations: Relations) -> None:
    dependents: dict[str, list[str]] = {}
    for link in relations.prerequisites:
        dependents.setdefault(link.requires, []).append(link.key)
    mates: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for bundle in relations.bundles:
        for key in bundle.members:
            mates.setdefault(key, []).append((bundle.bundle_key, bundle.members))
    queue = list(reasons)
    for blocked in queue:
        followers = [(key, f"prerequisite {blocked} cannot be selected") for key in dependents.get(blocked, ())]
        for bundle_key, members in mates.get(blocked, ()):
            followers += [(key, f"bundle {bundle_key} is kept out: {blocked} cannot be selected") for key in members]
        for key, reason in followers:
            if key not in reasons:
                reasons[key] = [reason]
                queue.append(key)
