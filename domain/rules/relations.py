"""Rules about initiatives, read from both sides: mandatory, forced out, prerequisites, bundles, exclusions, pins."""

from __future__ import annotations

from domain.lean import dataclass
from domain.problem.candidates import CandidatePool
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope
from domain.rules.rules import (
    BundleRule,
    ExclusionRule,
    ForcedOutRule,
    MandatoryRule,
    PinRule,
    PrerequisiteRule,
    RuleBook,
    WindowRule,
)
from domain.rules.wording import quantity


class RelationIndex:
    """Look-up tables by initiative key. requirements: its prerequisites. dependents: initiatives that need it."""

    def __init__(self, rules: RuleBook) -> None:
        self.mandatory: dict[str, MandatoryRule] = {rule.key: rule for rule in rules.mandatory}
        self.forced_out: dict[str, ForcedOutRule] = {rule.key: rule for rule in rules.forced_out}
        self.windows: dict[str, WindowRule] = {rule.key: rule for rule in rules.windows}
        self.pins: dict[str, list[PinRule]] = {}
        for pin in rules.pins:
            self.pins.setdefault(pin.key, []).append(pin)
        self.requirements: dict[str, list[PrerequisiteRule]] = {}
        self.dependents: dict[str, list[PrerequisiteRule]] = {}
        for link in rules.prerequisites:
            self.requirements.setdefault(link.key, []).append(link)
            self.dependents.setdefault(link.requires, []).append(link)
        self.bundles: dict[str, list[BundleRule]] = {}
        for bundle in rules.bundles:
            for key in bundle.members:
                self.bundles.setdefault(key, []).append(bundle)
        self.exclusions: dict[str, list[ExclusionRule]] = {}
        for pair in rules.exclusions:
            self.exclusions.setdefault(pair.first, []).append(pair)
            self.exclusions.setdefault(pair.second, []).append(pair)


@dataclass(frozen=True, slots=True)
class Relations:
    """Rules that link initiatives, resolved against the candidates."""

    mandatory: tuple[MandatoryRule, ...]
    forced_out: tuple[ForcedOutRule, ...]
    prerequisites: tuple[PrerequisiteRule, ...]
    bundles: tuple[BundleRule, ...]
    exclusions: tuple[ExclusionRule, ...]
    pins: tuple[PinRule, ...] = ()


def read_relations(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> Relations:
    """Combine the links of initiatives and of the constraint set; unknown keys are added to ``warnings``."""
    known = {initiative.initiative_key for initiative in problem.initiatives}
    reader = _Reader(problem, pool, known, warnings)
    return Relations(
        reader.mandatory(),
        reader.forced_out(),
        reader.prerequisites(),
        reader.bundles(),
        reader.exclusions(),
        reader.pins(),
    )


class _Reader:
    def __init__(self, problem: PortfolioProblem, pool: CandidatePool, known: set[str], warnings: list[str]) -> None:
        self._initiatives = problem.initiatives
        self._periods = problem.scenario.periods
        self._rules = problem.constraint_set
        self._pool = pool
        self._known = known
        self._warnings = warnings

    def _absence(self, key: str) -> str | None:
        """Why a key cannot take part; None for a valid candidate."""
        if key in self._pool.candidates:
            return None
        if key in self._pool.delivered:
            return f"{key} is already delivered"
        if key in self._pool.invalid:
            return f"{key} is not a valid candidate ({'; '.join(self._pool.invalid[key])})"
        return f"{key} is not among the candidates"

    def _warn_unknown(self, key: str, place: str) -> None:
        if key not in self._known and key not in self._pool.delivered:
            self._warnings.append(f"{place}: {key} is not among the candidates")

    def mandatory(self) -> tuple[MandatoryRule, ...]:
        reasons: dict[str, str | None] = {
            i.initiative_key: i.mandate_reason for i in self._initiatives if i.is_mandatory
        }
        for key in self._rules.mandatory_initiatives:
            reasons.setdefault(key, None)
        return tuple(
            MandatoryRule(f"mandatory:{key}", key, reason, self._absence(key))
            for key, reason in reasons.items()
            if key not in self._pool.delivered
        )

    def forced_out(self) -> tuple[ForcedOutRule, ...]:
        out = []
        for key in dict.fromkeys(self._rules.forced_out):
            self._warn_unknown(key, "forced_out")
            if key in self._pool.candidates:
                out.append(ForcedOutRule(f"forced_out:{key}", key))
        return tuple(out)

    def prerequisites(self) -> tuple[PrerequisiteRule, ...]:
        pairs: dict[tuple[str, str], int] = {}
        for initiative in self._initiatives:
            for required in initiative.prerequisite_keys:
                pairs[(initiative.initiative_key, required)] = 0
        for entry in self._rules.prerequisites:
            self._warn_unknown(entry.initiative_key, "prerequisites")
            self._warn_unknown(entry.requires, "prerequisites")
            pair = (entry.initiative_key, entry.requires)
            pairs[pair] = max(pairs.get(pair, 0), entry.lag_periods)
        out = []
        for (key, required), lag in pairs.items():
            if key not in self._pool.candidates or key == required or required in self._pool.delivered:
                continue
            fault = self._absence(required)
            if fault is not None and required not in self._known:
                fault = f"{required} is neither a candidate nor delivered"
            if fault is None and lag >= len(self._periods):
                fault = f"{key} has to lie {quantity(lag, 'period')} later, and there are only {len(self._periods)}"
            out.append(PrerequisiteRule(f"prerequisite:{key}:{required}", key, required, fault, lag))
        self._warn_of_cycles(out)
        return tuple(out)

    def _warn_of_cycles(self, rules: list[PrerequisiteRule]) -> None:
        links = [(rule.key, rule.requires) for rule in rules if rule.fault is None]
        knotted = _between_cycles(links) & _between_cycles([(b, a) for a, b in links])
        if knotted:
            keys = [key for key in self._pool.candidates if key in knotted]
            late = any(rule.lag and rule.key in knotted and rule.requires in knotted for rule in rules)
            so = "with a lag in it, so some of these cannot be selected" if late else "so these are all or nothing"
            self._warnings.append(f"prerequisites form a cycle, {so}: {', '.join(keys)}")

    def bundles(self) -> tuple[BundleRule, ...]:
        members: dict[str, dict[str, None]] = {}
        for initiative in self._initiatives:
            if initiative.bundle_key is not None:
                members.setdefault(initiative.bundle_key, {})[initiative.initiative_key] = None
        for bundle in self._rules.bundles:
            for key in bundle.initiative_keys:
                if key in self._known:
                    members.setdefault(bundle.bundle_key, {})[key] = None
                else:
                    self._warnings.append(f"bundle {bundle.bundle_key}: {key} is not among the candidates")
        out = []
        for bundle_key, keys in members.items():
            faults = [fault for fault in map(self._absence, keys) if fault is not None]
            candidates = tuple(key for key in keys if key in self._pool.candidates)
            if candidates and len(keys) > 1:
                out.append(BundleRule(f"bundle:{bundle_key}", bundle_key, candidates, "; ".join(faults) or None))
        return tuple(out)

    def exclusions(self) -> tuple[ExclusionRule, ...]:
        position = {initiative.initiative_key: k for k, initiative in enumerate(self._initiatives)}
        pairs: dict[tuple[str, str], None] = {}
        for first, second in self._rules.exclusions:
            pairs[(first, second)] = None
        for initiative in self._initiatives:
            for other in initiative.exclusion_keys:
                pairs[(initiative.initiative_key, other)] = None
        found: dict[tuple[str, str], ExclusionRule] = {}
        for first, second in pairs:
            self._warn_unknown(first, "exclusions")
            self._warn_unknown(second, "exclusions")
            if first == second or first not in self._pool.candidates or second not in self._pool.candidates:
                continue
            a, b = sorted((first, second), key=lambda key: position[key])
            found.setdefault((a, b), ExclusionRule(f"exclusion:{a}:{b}", a, b))
        return tuple(found.values())

    def pins(self) -> tuple[PinRule, ...]:
        out = []
        for pin in dict.fromkeys(self._rules.pins):
            key = pin.initiative_key
            self._warn_unknown(key, "pins")
            if key not in self._pool.candidates:
                continue
            every = tuple(range(len(self._periods)))
            periods = every if pin.period_key is None else tuple(t for t in every if self._periods[t] == pin.period_key)
            scope = None if pin.scope is None else Scope(pin.scope.value)
            size = "" if scope is None else f"size {scope.value}"
            text = " and ".join(part for part in (pin.period_key, size) if part)
            fault = None
            if not periods:
                fault = f"{pin.period_key} is not in the horizon"
            elif scope is not None and all(each.scope is not scope for each in self._pool.sizes[key]):
                fault = f"{key} has no size {scope.value} to choose"
            if fault is not None:
                self._warnings.append(f"pin:{key}: {fault}, so {key} cannot be selected")
            out.append(PinRule(f"pin:{key}", key, periods, scope, text, fault))
        return tuple(out)


def _between_cycles(links: list[tuple[str, str]]) -> set[str]:
    """Keys that are on a cycle or reached from one: those left once keys that nothing leads to are removed."""
    followers: dict[str, list[str]] = {}
    leading = dict.fromkeys((key for link in links for key in link), 0)
    for first, second in links:
        followers.setdefault(first, []).append(second)
        leading[second] += 1
    free = [key for key, count in leading.items() if count == 0]
    for key in free:
        for follower in followers.get(key, ()):
            leading[follower] -= 1
            if leading[follower] == 0:
                free.append(follower)
    return leading.keys() - free
