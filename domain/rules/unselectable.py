"""Which valid candidates cannot be selected whatever else happens, and why."""

from __future__ import annotations

from domain.rules.relations import Relations
from domain.rules.rules import BundleRule, WindowRule


def find_unselectable(
    relations: Relations, windows: tuple[WindowRule, ...], num_periods: int
) -> dict[str, tuple[str, ...]]:
    """Reasons by key: direct ones first, then those that follow through prerequisites and bundles."""
    reasons: dict[str, list[str]] = {}
    for rule in relations.forced_out:
        reasons.setdefault(rule.key, []).append("it is forced out")
    for window in windows:
        if len(window.closed) == num_periods:
            reasons.setdefault(window.key, []).append("no open period: its dates rule out every period of the horizon")
    for pin in relations.pins:
        if pin.fault is not None:
            reasons.setdefault(pin.key, []).append(f"it is pinned to {pin.text}, but {pin.fault}")
    for link in relations.prerequisites:
        if link.fault is not None:
            reasons.setdefault(link.key, []).append(f"prerequisite {link.requires} cannot be had: {link.fault}")
    for bundle in relations.bundles:
        if bundle.fault is not None:
            for key in bundle.members:
                reasons.setdefault(key, []).append(f"bundle {bundle.bundle_key} is kept out: {bundle.fault}")
    _Spread(reasons, relations).run()
    return {key: tuple(dict.fromkeys(found)) for key, found in reasons.items()}


class _Spread:
    """Passes reasons on to dependents and bundle mates, but not back to where they came from."""

    def __init__(self, reasons: dict[str, list[str]], relations: Relations) -> None:
        self._reasons = reasons
        self._dependents: dict[str, list[str]] = {}
        for link in relations.prerequisites:
            self._dependents.setdefault(link.requires, []).append(link.key)
        self._bundles: dict[str, list[BundleRule]] = {}
        # One reason for each bundle is enough, however many of its members are out of reach: who has none yet.
        self._untold: dict[str, list[str]] = {}
        for bundle in relations.bundles:
            self._untold[bundle.bundle_key] = [] if bundle.fault is not None else list(bundle.members)
            for key in bundle.members:
                self._bundles.setdefault(key, []).append(bundle)
        # What put a key out of reach first, and how many steps it lies behind a reason of its own.
        self._source: dict[str, str] = {}
        self._depth = dict.fromkeys(reasons, 0)

    def run(self) -> None:
        """Add every reason that follows."""
        queue = list(self._reasons)
        for blocked in queue:
            for key in self._dependents.get(blocked, ()):
                if self._add(key, blocked, f"prerequisite {blocked} cannot be selected"):
                    queue.append(key)
            for bundle in self._bundles.get(blocked, ()):
                text = f"bundle {bundle.bundle_key} is kept out: {blocked} cannot be selected"
                untold = []
                for key in self._untold[bundle.bundle_key]:
                    if key == blocked or self._follows(blocked, key):
                        untold.append(key)
                    elif self._add(key, blocked, text):
                        queue.append(key)
                self._untold[bundle.bundle_key] = untold

    def _add(self, key: str, blocked: str, text: str) -> bool:
        """Add a reason; return whether it is the first one of the key."""
        if key not in self._reasons:
            self._reasons[key] = [text]
            self._source[key], self._depth[key] = blocked, self._depth[blocked] + 1
            return True
        if not self._follows(blocked, key):
            self._reasons[key].append(text)
        return False

    def _follows(self, blocked: str, key: str) -> bool:
        """Whether it was through a key that another one got out of reach."""
        if key not in self._depth:
            return False
        while self._depth[blocked] > self._depth[key]:
            blocked = self._source[blocked]
        return blocked == key
