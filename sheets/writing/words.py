"""Rules as people call them, and where in the spreadsheet a person changes each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.portfolio.figures import TargetReport
from domain.portfolio.report import PortfolioReport
from domain.problem.constraints import Dimension
from domain.rules.rule_names import RuleFamily, RuleName, rule_name, rule_words
from domain.rules.wording import listed
from domain.sheet_jobs.planning_workbook import RunNews
from sheets.layout.inputs import CANDIDATES, CAPACITY, CONSTRAINTS, SCENARIO_CONFIG, SYNERGIES, TARGETS

_START = re.compile(rf"(?<![\w:])(?:{'|'.join([*RuleFamily, 'formula'])}):")
_MOST_PLACES = 3


class Words:
    """Puts rules into words for one answer. Texts name rules by their ids, of which only those of the answer count."""

    def __init__(self, news: RunNews) -> None:
        self._problem, report, review = news.problem, news.report, news.decided.review
        self._initiatives = {each.initiative_key: each for each in news.problem.initiatives}
        ids = [*(() if report is None else _ids(report)), *(() if review is None else review.assessment.broken_rules)]
        self._ids: dict[str, list[str]] = {}
        for rule_id in sorted(dict.fromkeys(ids), key=len, reverse=True):
            self._ids.setdefault(rule_id.partition(":")[0], []).append(rule_id)

    def said(self, text: str) -> str:
        """A text with words in place of the ids of rules."""
        parts, done = [], 0
        for rule_id, start in self._found(text):
            parts += [text[done:start], rule_words(rule_id)]
            done = start + len(rule_id)
        return "".join([*parts, text[done:]]) if parts else text

    def where(self, text: str) -> str:
        """Where the rules that a text names are changed, as a sentence; empty where it names none."""
        places = list(dict.fromkeys(self.place(rule_id) for rule_id, _ in self._found(text)))
        return f"Where: {'; '.join(places[:_MOST_PLACES])}." if places else ""

    def place(self, rule_id: str) -> str:
        """Tab, row and column in which a rule is said."""
        rule, scenario = rule_name(rule_id), self._problem.scenario
        said, of = rule.subject, "" if rule.period_key is None else f" in {rule.period_key}"
        if rule.family is RuleFamily.CAPACITY and rule.dimension is Dimension.GLOBAL:
            if rule.period_key is not None and rule.period_key in scenario.capacity_by_period:
                return f"{CAPACITY.name}, row global, column {rule.period_key}"
            return f"{SCENARIO_CONFIG.name}, row {scenario.name}, column capacity_total_tokens"
        if rule.family is RuleFamily.CAPACITY:
            return f"{CAPACITY.name}, row {said}"
        if rule.family is RuleFamily.CAP:
            own = f"{CONSTRAINTS.name}, row cap {said}{of}, column max_tokens"
            return (
                own if rule.period_key is None else f"{CAPACITY.name}, row {said}, column {rule.period_key}, or {own}"
            )
        if rule.family is RuleFamily.FLOOR:
            return f"{CONSTRAINTS.name}, row floor {said}{of}, column min_tokens"
        if rule.family is RuleFamily.TARGET:
            return f"{TARGETS.name}, row {rule.market or 'global'} {rule.kpi_key}{of}, column target_value"
        if rule.family is RuleFamily.SYNERGY:
            return f"{SYNERGIES.name}, row {rule.key}"
        return self._place_of_link(rule)

    def _place_of_link(self, rule: RuleName) -> str:
        """What an initiative says itself stands in its own row; the rest in a row of Constraints."""
        keys = rule.initiative_keys
        first = self._initiatives.get(keys[0]) if keys else None
        row = f"{CANDIDATES.name}, row {keys[0]}, column" if keys else ""
        if rule.family is RuleFamily.PREREQUISITE and first is not None and keys[1] in first.prerequisite_keys:
            return f"{row} prerequisite_keys"
        if rule.family is RuleFamily.EXCLUSION:
            for key, other in (keys, keys[::-1]):
                if key in self._initiatives and other in self._initiatives[key].exclusion_keys:
                    return f"{CANDIDATES.name}, row {key}, column exclusion_keys"
        if rule.family is RuleFamily.MANDATORY and first is not None and first.is_mandatory:
            return f"{row} is_mandatory"
        if rule.family is RuleFamily.WINDOW:
            return f"{row}s earliest_start_date, deadline_date and latest_finish_date"
        if rule.family is RuleFamily.BUNDLE:
            members = [key for key, each in self._initiatives.items() if each.bundle_key == rule.key]
            if members:
                return f"{CANDIDATES.name}, rows {listed(members, 3)}, column bundle_key"
        if rule.family is RuleFamily.CHOICE:
            return f"{CANDIDATES.name}, row {keys[0]}"
        kind = "dependency" if rule.family is RuleFamily.PREREQUISITE else rule.id.partition(":")[0]
        return f"{CONSTRAINTS.name}, row {kind} {rule.subject}"

    def _found(self, text: str) -> Iterator[tuple[str, int]]:
        """The ids that a text names, each with its place; of two that fit the longer one."""
        done = 0
        for found in _START.finditer(text) if ":" in text else ():
            start = found.start()
            family = found[0][:-1]
            rule_id = next((each for each in self._ids.get(family, ()) if text.startswith(each, start)), None)
            if rule_id is not None and start >= done:
                done = start + len(rule_id)
                yield rule_id, start


def rule_label(rule_id: str) -> str:
    """A limit on tokens as people call it: ``capacity:team:data@2026-Q1`` is ``team data, 2026-Q1``."""
    family, _, rest = rule_id.partition(":")
    rest, _, period = rest.partition("@")
    dimension, _, key = rest.partition(":")
    name = "total" if dimension == "global" else f"{'dept.' if dimension == 'department' else dimension} {key}"
    name = name if family == "capacity" else f"{family} of {name}"
    return f"{name}, {period}" if period else name


def target_words(target: TargetReport) -> str:
    """A target as the page and the log of runs call it."""
    return f"{target.kpi_key}, {target.market or 'all markets'}{f', {target.period}' if target.period else ''}"


def _ids(report: PortfolioReport) -> Iterator[str]:
    """Every rule that an answer may name."""
    parts: tuple[Sequence[object], ...] = (
        report.usage, report.targets, report.curves, report.ratios, report.overheads, report.formulas,
        () if report.relaxation is None else report.relaxation.rules,
    )  # fmt: skip
    for each in (each for part in parts for each in part):
        yield from filter(None, [getattr(each, "rule_id", "")])
    yield from () if report.conflict is None else report.conflict.rules
    yield from report.limiting_rules
    for initiative in report.initiatives:
        yield from initiative.blocking_rules
