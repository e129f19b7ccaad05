"""The rules between initiatives, by the initiative that they concern."""

from __future__ import annotations

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
