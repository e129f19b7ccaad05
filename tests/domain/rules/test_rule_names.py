"""The ids of rules, taken apart again into what they were made of."""

from __future__ import annotations

import pytest

from domain.edits.entries import LISTS, entry_id
from domain.errors import InputError
from domain.problem.constraints import Dimension
from domain.problem.problem import PortfolioProblem
from domain.rules.rule_names import RuleFamily, RuleName, rule_name
from domain.rules.rulebook import ruled
from tests.strategies import formula_problem, random_problem


def test_the_id_of_every_rule_of_a_problem_says_what_the_rule_says() -> None:
    for seed in range(200):
        check_ids((formula_problem if seed % 2 else random_problem)(seed))


def check_ids(problem: PortfolioProblem) -> None:
    try:
        rules = ruled(problem).rules
    except InputError:
        return
    periods = problem.scenario.periods
    for token in rules.tokens:
        found = rule_name(token.rule_id)
        assert (found.family.value, found.dimension, found.key) == (token.family.value, token.dimension, token.key)
        is_plain = token.family.value == "capacity" and len(periods) == 1
        assert found.period_key == (None if token.period is None or is_plain else periods[token.period])
    for target in rules.targets:
        found = rule_name(target.rule_id)
        assert (found.market, found.kpi_key) == (target.market, target.kpi_key)
        assert found.period_key == (None if target.period is None else periods[target.period])
    for one in (*rules.mandatory, *rules.forced_out, *rules.windows, *rules.pins):
        assert rule_name(one.rule_id).initiative_keys == (one.key,)
    for link in rules.prerequisites:
        assert rule_name(link.rule_id).initiative_keys == (link.key, link.requires)
    for pair in rules.exclusions:
        assert rule_name(pair.rule_id).initiative_keys == (pair.first, pair.second)
    for bundle in rules.bundles:
        assert rule_name(bundle.rule_id) == RuleName(bundle.rule_id, RuleFamily.BUNDLE, key=bundle.bundle_key)
    for keyed in (*rules.curves, *rules.ratios, *rules.overheads):
        assert rule_name(keyed.rule_id).key == keyed.rule_id.partition(":")[2]
    for listed in LISTS:
        for entry in getattr(problem.constraint_set, listed):
            assert rule_name(entry_id(listed, entry)).family is not RuleFamily.OTHER


@pytest.mark.parametrize(
    ("rule_id", "parts"),
    [
        ("capacity:global@2026-Q1", RuleName("", RuleFamily.CAPACITY, Dimension.GLOBAL, period_key="2026-Q1")),
        ("cap:market:a@b:c", RuleName("", RuleFamily.CAP, Dimension.MARKET, "a@b:c")),
        ("target:global:gmv@2026", RuleName("", RuleFamily.TARGET, kpi_key="gmv", period_key="2026")),
        ("synergy:s:gmv", RuleName("", RuleFamily.SYNERGY, key="s", kpi_key="gmv")),
        ("formula:gmv", RuleName("", RuleFamily.FORMULA, kpi_key="gmv")),
        ("fair_share:gmv", RuleName("", RuleFamily.FAIR_SHARE, kpi_key="gmv")),
        ("choice:I-1", RuleName("", RuleFamily.CHOICE, initiative_keys=("I-1",))),
        ("prerequisite:a:b:c", RuleName("", RuleFamily.PREREQUISITE)),
        ("target:only", RuleName("", RuleFamily.TARGET)),
        ("cap:nonsense", RuleName("", RuleFamily.CAP)),
        ("nonsense", RuleName("", RuleFamily.OTHER)),
        ("", RuleName("", RuleFamily.OTHER)),
    ],
)
def test_what_an_id_leaves_open_is_left_out(rule_id: str, parts: RuleName) -> None:
    found = rule_name(rule_id)
    assert (found.id, found.family, found.dimension, found.key) == (rule_id, parts.family, parts.dimension, parts.key)
    assert (found.kpi_key, found.period_key, found.initiative_keys) == (
        parts.kpi_key, parts.period_key, parts.initiative_keys,
    )  # fmt: skip
