from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.backlog.graduation_rules import GraduationRules, KpiChainRule, judge
from domain.problem.kpis.metric_chain import chain_fault, leads
from domain.storage.records import InitiativeRecord
from tests.persistence.records import initiative_record

CHAIN = {"edges": [["conversion_rate", "orders"], ["orders", "gmv"], ["gmv", "north_star"]]}
NOTHING = GraduationRules(needs_tokens=False, needs_market=False, kpi_chain=KpiChainRule.NONE)


def ready(key: str = "A", **fields: Any) -> InitiativeRecord:
    whole: dict[str, Any] = {
        "market": "UK",
        "status": "scored",
        "immediate_kpi_key": "conversion_rate",
        "primary_kpi_key": "gmv",
        "metric_chain": CHAIN,
        "active_overall_score": Decimal(40),
        "scores": {"RICE": Decimal(40)},
    }
    return initiative_record(key, **(whole | fields))


def reasons(record: InitiativeRecord, rules: GraduationRules, period: str = "2026-Q1") -> tuple[str, ...]:
    (verdict,) = judge([record], rules, period)
    assert verdict.graduates == (not verdict.reasons)
    return verdict.reasons


STRICT = GraduationRules(
    min_score=Decimal(30),
    framework="RICE",
    required_fields=("title", "country", "department"),
    markets=("UK", "DE"),
    statuses=("scored",),
    kpi_chain=KpiChainRule.PATH,
    contribution_kpi_keys=("north_star", "gmv"),
)


def test_who_meets_every_rule_graduates() -> None:
    assert reasons(ready(title="T", country="GB", department="Growth"), STRICT) == ()
    assert reasons(ready(), GraduationRules()) == ()
    assert reasons(initiative_record("A", None, None), NOTHING) == ()


def test_every_reason_is_given() -> None:
    record = initiative_record(
        "A",
        None,
        None,
        market="FR",
        status="idea",
        scores={"RICE": Decimal(20)},
        primary_kpi_key="gmv",
        earliest_start_date=date(2026, 4, 1),
    )
    assert reasons(record, STRICT) == (
        "engineering_tokens is missing",
        "contribution to any of north_star, gmv is missing (zero is fine)",
        "the score of RICE is 20; at least 30 is needed",
        "title is missing",
        "country is missing",
        "department is missing",
        "market FR is none of UK, DE",
        "status idea is none of scored",
        "immediate_kpi_key is missing",
        "metric_chain is missing",
        "it cannot start before 2026-04-01, after 2026-Q1 has ended",
    )


@pytest.mark.parametrize(
    ("fields", "rules", "reason"),
    [
        ({"tokens": None}, GraduationRules(), "engineering_tokens is missing"),
        ({"tokens": -1}, GraduationRules(), "engineering_tokens is negative: -1"),
        ({"market": None}, GraduationRules(), "market is missing"),
        ({"primary_kpi_key": None}, GraduationRules(), "primary_kpi_key is missing"),
        ({"status": "Shipped"}, GraduationRules(), "it is already delivered"),
        ({"deadline_date": date(2025, 12, 31)}, GraduationRules(), "it has to be placed by 2025-12-31, before"),
        ({"active_overall_score": None}, GraduationRules(min_score=Decimal(1)), "active_overall_score is missing; at"),
        ({"metric_chain": [1]}, GraduationRules(kpi_chain=KpiChainRule.PATH), "metric_chain is no metric chain"),
        (
            {"metric_chain": ["conversion_rate", "gmv"]},
            GraduationRules(kpi_chain=KpiChainRule.PATH),
            "metric_chain does not lead from gmv to north_star",
        ),
    ],
)
def test_a_reason(fields: dict[str, Any], rules: GraduationRules, reason: str) -> None:
    found = reasons(ready(**fields), rules)
    assert len(found) == 1
    assert found[0].startswith(reason)


def test_an_unknown_field_or_period_is_refused() -> None:
    with pytest.raises(ValueError, match="no field tokens"):
        judge([], GraduationRules(required_fields=("tokens",)), "2026-Q1")
    with pytest.raises(ValueError, match="not a period"):
        judge([], GraduationRules(), "soon")


def test_the_form_of_a_metric_chain() -> None:
    for sound in (None, [], ["a", "b"], {}, CHAIN, {"nodes": ["a"], "edges": []}):
        assert chain_fault(sound) is None
    for bad in (1, "a", [""], {"links": []}, {"nodes": 1}, {"edges": [["a"]]}, {"nodes": ["a"], "edges": [["a", "b"]]}):
        assert chain_fault(bad)
    assert leads(CHAIN, "conversion_rate", "north_star")
    assert not leads(CHAIN, "gmv", "orders")
    assert leads({"edges": [["a", "b"], ["b", "a"]]}, "a", "b")
    assert leads(None, "a", "a")


def test_a_date_is_judged_by_the_whole_horizon() -> None:
    records = [
        ready("early", latest_finish_date=date(2025, 12, 31)),
        ready("soon", latest_finish_date=date(2026, 1, 9)),
    ]
    records += [
        ready("next", earliest_start_date=date(2026, 4, 1)),
        ready("late", earliest_start_date=date(2026, 7, 1)),
    ]
    for period_key in ("2026-Q1", "2026-Q2", "2026"):
        verdicts = judge(records, GraduationRules(), period_key, ("2026-Q1", "2026-Q2"))
        assert {verdict.initiative_key: verdict.reasons for verdict in verdicts} == {
            "early": ("it has to be placed by 2025-12-31, before 2026-Q1 begins",),
            "soon": (),
            "next": (),
            "late": ("it cannot start before 2026-07-01, after 2026-Q2 has ended",),
        }
