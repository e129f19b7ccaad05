"""Rules between initiatives, read from both sides: mandatory, forced out, prerequisites, bundles, exclusions."""

from __future__ import annotations

from domain.lean import dataclass
from domain.problem.candidates import CandidatePool
from domain.problem.problem import PortfolioProblem
from domain.rules.rules import BundleRule, ExclusionRule, ForcedOutRule, MandatoryRule, PrerequisiteRule


@dataclass(frozen=True, slots=True)
class Relations:
    """Rules that link initiatives, resolved against the candidates."""

    mandatory: tuple[MandatoryRule, ...]
    forced_out: tuple[ForcedOutRule, ...]
    prerequisites: tuple[PrerequisiteRule, ...]
    bundles: tuple[BundleRule, ...]
    exclusions: tuple[ExclusionRule, ...]


def read_relations(problem: PortfolioProblem, pool: CandidatePool, warnings: list[str]) -> Relations:
    """Combine the links of initiatives and of the constraint set; unknown keys are added to ``warnings``."""
    known = {initiative.initiative_key for initiative in problem.initiatives}
    reader = _Reader(problem, pool, known, warnings)
    return Relations(
        reader.mandatory(), reader.forced_out(), reader.prerequisites(), reader.bundles(), reader.exclusions()
    )


class _Reader:
    def __init__(self, problem: PortfolioProblem, pool: CandidatePool, known: set[str], warnings: list[str]) -> None:
        self._initiatives = problem.initiatives
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
        pairs: dict[tuple[str, str], None] = {}
        for initiative in self._initiatives:
            for required in initiative.prerequisite_keys:
                pairs[(initiative.initiative_key, required)] = None
        for entry in self._rules.prerequisites:
            self._warn_unknown(entry.initiative_key, "prerequisites")
            self._warn_unknown(entry.requires, "prerequisites")
            pairs[(entry.initiative_key, entry.requires)] = None
        out = []
        for key, required in pairs:
            if key not in self._pool.candidates or key == required or required in self._pool.delivered:
                continue
            fault = self._absence(required)
            if fault is not None and required not in self._known:
                fault = f"{required} is neither a candidate nor delivered"
            out.append(PrerequisiteRule(f"prerequisite:{key}:{required}", key, required, fault))
        self._warn_of_cycles(out)
        return tuple(out)

    def _warn_of_cycles(self, rules: list[PrerequisiteRule]) -> None:
        links = [(rule.key, rule.requires) for rule in rules if rule.fault is None]
        knotted = _between_cycles(links) & _between_cycles([(b, a) for a, b in links])
        if knotted:
            keys = [key for key in self._pool.candidates if key in knotted]
            self._warnings.append(f"prerequisites form a cycle, so these are all or nothing: {', '.join(keys)}")

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
