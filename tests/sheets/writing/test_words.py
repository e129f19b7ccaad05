"""Rules as people call them, and where in the spreadsheet a person changes each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.rules.rule_names import rule_words
from sheets.writing.words import Words
from tests.sheets.news import problem, solved

PLACES = {
    "capacity:global": ("the total capacity", "Scenario_Config, row UK push, column capacity_total_tokens"),
    "capacity:global@2026-Q1": ("the total capacity in 2026-Q1", "Capacity, row global, column 2026-Q1"),
    "capacity:market:New: York": ("the capacity of market New: York", "Capacity, row market New: York"),
    "cap:market:UK": ("the cap of market UK", "Constraints, row cap market UK, column max_tokens"),
    "cap:team:data@2026-Q1": (
        "the cap of team data in 2026-Q1",
        "Capacity, row team data, column 2026-Q1, or Constraints, row cap team data in 2026-Q1, column max_tokens",
    ),
    "floor:global": ("the floor of all tokens", "Constraints, row floor global, column min_tokens"),
    "target:UK:gmv": ("the target of gmv in UK", "Targets, row UK gmv, column target_value"),
    "target:global:gmv": ("the target of gmv in all markets", "Targets, row global gmv, column target_value"),
    "prerequisite:I-3:I-0": ("I-3 needing I-0", "Candidates, row I-3, column prerequisite_keys"),
    "prerequisite:I-4:I-1": ("I-4 needing I-1", "Constraints, row dependency I-4: I-1"),
    "exclusion:I-2:I-4": ("I-2 and I-4 excluding each other", "Constraints, row exclusion I-2, I-4"),
    "mandatory:I-1": ("I-1 being mandatory", "Candidates, row I-1, column is_mandatory"),
    "mandatory:I-2": ("I-2 being mandatory", "Constraints, row mandatory I-2"),
    "forced_out:I-2": ("I-2 being forced out", "Constraints, row forced_out I-2"),
    "window:I-2": (
        "the dates of I-2",
        "Candidates, row I-2, columns earliest_start_date, deadline_date and latest_finish_date",
    ),
    "pin:I-2": ("the pin of I-2", "Constraints, row pin I-2"),
    "bundle:B": ("the bundle B", "Candidates, rows I-2 and I-3, column bundle_key"),
    "bundle:C": ("the bundle C", "Constraints, row bundle C"),
    "overhead:switching": ("the overhead switching", "Constraints, row overhead switching"),
    "fair_share:gmv": ("the fair share gmv", "Constraints, row fair_share gmv"),
    "formula:gmv": ("the formula gmv", "Constraints, row formula gmv"),
    "synergy:checkout:gmv": ("the synergy checkout of gmv", "Synergies, row checkout"),
}  # fmt: skip


def words() -> Words:
    news = solved(problem())
    scenario = replace(news.problem.scenario, capacity_by_period={"2026-Q1": Decimal(10)})
    assert news.report is not None
    report = replace(news.report, limiting_rules=tuple(PLACES))
    return Words(replace(news, problem=replace(news.problem, scenario=scenario), report=report))


@pytest.mark.parametrize("rule_id", PLACES)
def test_each_rule_has_words_and_a_place(rule_id: str) -> None:
    said, place = PLACES[rule_id]
    assert (rule_words(rule_id), words().place(rule_id)) == (said, place)


def test_texts_name_rules_in_words_and_say_where_they_are() -> None:
    found = words()
    text = "capacity:global@2026-Q1 has 1 of 10 left; cap:market:UK, too (see recap:market:UK and cap:nobody)"
    told = (
        "the total capacity in 2026-Q1 has 1 of 10 left; the cap of market UK, too (see recap:market:UK and cap:nobody)"
    )
    assert found.said(text) == told
    assert found.where(text) == (
        "Where: Capacity, row global, column 2026-Q1; Constraints, row cap market UK, column max_tokens."
    )
    assert (found.said("nothing: at all"), found.where("nothing: at all")) == ("nothing: at all", "")
