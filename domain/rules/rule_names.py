"""What the id of a rule says, as data: the way back from ``cap:market:UK@2026-Q1`` to its parts."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from domain.lean import dataclass
from domain.problem.constraints import Dimension
from domain.problem.periods import parse_period


class RuleFamily(StrEnum):
    """What kind of rule an id names.

    capacity: a capacity of the scenario.
    floor: at least so many tokens.
    cap: at most so many tokens.
    target: a KPI total to reach.
    mandatory: an initiative that must be selected.
    forced_out: an initiative that must not be selected.
    prerequisite: an initiative that needs another one.
    bundle: initiatives that are selected all or none.
    exclusion: two initiatives of which at most one is selected.
    window: the dates of an initiative.
    pin: where an initiative lies, and how large it is.
    overhead: tokens besides the initiatives' own.
    ratio: a KPI total that has to be worth another one, or the tokens.
    curve: what a KPI total counts for.
    formula: a KPI that is the product of two others.
    fair_share: a KPI of which the market with the least gets as much as can be.
    synergy: what a group of initiatives brings together.
    choice: that an initiative cannot be planned as it is.
    other: a rule of another kind.
    """

    CAPACITY = "capacity"
    FLOOR = "floor"
    CAP = "cap"
    TARGET = "target"
    MANDATORY = "mandatory"
    FORCED_OUT = "forced_out"
    PREREQUISITE = "prerequisite"
    BUNDLE = "bundle"
    EXCLUSION = "exclusion"
    WINDOW = "window"
    PIN = "pin"
    OVERHEAD = "overhead"
    RATIO = "ratio"
    CURVE = "curve"
    FORMULA = "formula"
    FAIR_SHARE = "fair_share"
    SYNERGY = "synergy"
    CHOICE = "choice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule by its parts, which its id spells out.

    id: the id of the rule, such as ``cap:market:UK@2026-Q1``.
    family: what kind of rule it is.
    dimension: of a capacity, floor or cap: what tokens are counted by; None for all others.
    key: of a capacity, floor or cap: which market, department and so on; of a bundle, synergy, overhead, ratio or
    curve: its key; None for global, and for all others.
    market: of a target: the market whose initiatives count; None for all of them, and for all others.
    kpi_key: of a target, formula or fair share: the KPI; of a synergy too; None for all others.
    period_key: the one period that it holds in; None where it names none.
    initiative_keys: the initiatives that it names: one, or the two of a prerequisite (the dependent first) or of an
    exclusion.
    """

    id: str
    family: RuleFamily
    dimension: Dimension | None = None
    key: str | None = None
    market: str | None = None
    kpi_key: str | None = None
    period_key: str | None = None
    initiative_keys: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The rule as part of a sentence, such as ``the cap of team data in 2026-Q1``."""
        return rule_words(self.id)

    @property
    def subject(self) -> str:
        """What it is about, such as ``team data``, ``UK`` or ``I-3: I-0``."""
        if self.dimension is not None:
            return f"{self.dimension.value} {self.key}" if self.key else self.dimension.value
        if self.initiative_keys:
            return (": " if self.family is RuleFamily.PREREQUISITE else ", ").join(self.initiative_keys)
        return self.key or self.kpi_key or self.id.partition(":")[2]


_DIMENSIONS = {each.value: each for each in Dimension}
_FAMILIES = {each.value: each for each in RuleFamily}
_TOKENS = frozenset({RuleFamily.CAPACITY, RuleFamily.FLOOR, RuleFamily.CAP})
_ONE = frozenset({"mandatory", "forced_out", "window", "pin", "choice"})
_KEYED = frozenset({"bundle", "overhead", "ratio", "curve"})


@lru_cache(4_096)
def rule_name(rule_id: str) -> RuleName:
    """The parts of a rule. Where keys with colons leave open what is what, the parts in doubt are left out."""
    word, _, rest = rule_id.partition(":")
    family = _FAMILIES.get(word, RuleFamily.OTHER)
    if family in _TOKENS:
        rest, period = _period(rest)
        dimension, _, key = rest.partition(":")
        return RuleName(rule_id, family, _DIMENSIONS.get(dimension), key or None, period_key=period)
    if family is RuleFamily.TARGET:
        rest, period = _period(rest)
        first, second = _two(rest)
        market = None if first == Dimension.GLOBAL.value else first
        return RuleName(rule_id, family, market=market, kpi_key=second, period_key=period)
    if family in (RuleFamily.PREREQUISITE, RuleFamily.EXCLUSION):
        first, second = _two(rest)
        keys = () if first is None or second is None else (first, second)
        return RuleName(rule_id, family, initiative_keys=keys)
    if family is RuleFamily.SYNERGY:
        first, second = _two(rest)
        return RuleName(rule_id, family, key=first, kpi_key=second)
    if family in (RuleFamily.FORMULA, RuleFamily.FAIR_SHARE):
        return RuleName(rule_id, family, kpi_key=rest)
    if family.value in _ONE:
        return RuleName(rule_id, family, initiative_keys=(rest,))
    return RuleName(rule_id, family, key=rest if family.value in _KEYED else None)


_SIMPLE = {
    RuleFamily.MANDATORY: "{} being mandatory",
    RuleFamily.FORCED_OUT: "{} being forced out",
    RuleFamily.WINDOW: "the dates of {}",
    RuleFamily.PIN: "the pin of {}",
}


@lru_cache(4_096)
def rule_words(rule_id: str) -> str:
    """A rule as part of a sentence: ``cap:team:data@2026-Q1`` is ``the cap of team data in 2026-Q1``."""
    rule = rule_name(rule_id)
    keys, when = rule.initiative_keys, "" if rule.period_key is None else f" in {rule.period_key}"
    if rule.dimension is Dimension.GLOBAL:
        kind = "total capacity" if rule.family is RuleFamily.CAPACITY else f"{rule.family.value} of all tokens"
        return f"the {kind}{when}"
    if rule.dimension is not None:
        return f"the {rule.family.value} of {rule.subject}{when}"
    if rule.family is RuleFamily.TARGET and rule.kpi_key:
        return f"the target of {rule.kpi_key} in {rule.market or 'all markets'}{when}"
    if rule.family is RuleFamily.PREREQUISITE and keys:
        return f"{keys[0]} needing {keys[1]}"
    if rule.family is RuleFamily.EXCLUSION and keys:
        return f"{keys[0]} and {keys[1]} excluding each other"
    if rule.family in _SIMPLE and keys:
        return _SIMPLE[rule.family].format(keys[0])
    kind, _, rest = rule_id.partition(":")
    return f"the {kind.replace('_', ' ')} {rest.replace(':', ' of ')}"


def _period(rest: str) -> tuple[str, str | None]:
    """What stands before the period at the end, and that, where there is one."""
    head, at, period = rest.rpartition("@")
    if not at:
        return rest, None
    try:
        parse_period(period)
    except ValueError:
        return rest, None
    return head, period


def _two(rest: str) -> tuple[str | None, str | None]:
    first, _, second = rest.partition(":")
    return (None, None) if ":" in second or not second else (first, second)
