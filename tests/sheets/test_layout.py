"""The layout is the roadmap's: its tabs and columns, in its order and with its names."""

from __future__ import annotations

import pytest

from domain.integer_model.model import Effort
from sheets.headers import normalise
from sheets.layout import OPTIMIZATION_CENTER, ROADMAP, Kind, Owner, Tab

ROADMAP_COLUMNS = {
    "Candidates": "initiative_key title market department category engineering_tokens deadline_date is_mandatory "
    "bundle_key prerequisite_keys active_scoring_framework active_overall_score north_star_contribution "
    "immediate_kpi_key primary_kpi_key status notes is_selected_for_run run_status",
    "Scenario_Config": "scenario_name period_key capacity_total_tokens objective_mode objective_weights_json notes",
    "Constraints": "constraint_type dimension key min_tokens max_tokens target_kpi_key target_value notes",
    "Targets": "market kpi_key target_value floor_or_goal notes",
    "Runs": "run_id scenario_name status created_at finished_at selected_count total_value capacity_used gap_summary "
    "link_to_results",
    "Results_Portfolio": "initiative_key selected allocated_tokens market department category north_star_gain "
    "active_overall_score mandatory_reason bundle_key dependency_status notes run_status",
    "Gaps_And_Alerts": "market kpi_key target achieved gap severity notes recommendation",
}
ADDED = {
    "Scenario_Config": "effort horizon north_star_kpi_key scope_choice strict_deadlines time_sensitivity_weight "
    "tie_breaks normalization canonical constraint_set baseline_run active_run",
    "Constraints": "period_key scope lag_periods definition scenario_name",
    "Targets": "period_key scenario_name",
    "Runs": "run_name is_baseline is_active capacity rules solver proof inputs_hash",
    "Results_Portfolio": "title period scope scenario_name override override_result",
}
LATER = ["Capacity", "Synergies", "Changes"]
TABS = [*OPTIMIZATION_CENTER.tabs, *ROADMAP.tabs]
each_tab = pytest.mark.parametrize("tab", TABS, ids=[tab.name for tab in TABS])


def test_the_tabs_of_the_roadmap_in_its_order() -> None:
    assert [tab.name for tab in OPTIMIZATION_CENTER.tabs] == ["Summary", *ROADMAP_COLUMNS, *LATER]
    assert [tab.name for tab in ROADMAP.tabs] == ["Roadmap_Versions", "Roadmap_Items"]


@pytest.mark.parametrize("tab", OPTIMIZATION_CENTER.tabs[1 : len(ROADMAP_COLUMNS) + 1], ids=list(ROADMAP_COLUMNS))
def test_the_columns_of_the_roadmap_come_first_and_only_what_was_added_and_the_answers_to_rows_follow(tab: Tab) -> None:
    names = [column.name for column in tab.columns]
    wanted = ROADMAP_COLUMNS[tab.name].split()
    assert names[: len(wanted)] == wanted
    assert set(names[len(wanted) :]) <= {"run_status", "run_message", *ADDED.get(tab.name, "").split()}


@each_tab
def test_columns_are_told_apart_by_their_normal_form_and_explained(tab: Tab) -> None:
    names = [column.name for column in tab.columns]
    assert [normalise(name) for name in names] == names
    assert len(set(names)) == len(names)
    assert set(tab.key) <= set(names)
    assert all(column.help.endswith((".", "as plain text.", "}", "I-2")) for column in tab.columns)


@each_tab
def test_people_own_notes_and_flags_of_inputs_and_the_engine_its_answers(tab: Tab) -> None:
    owners = {column.name: column.owner for column in tab.columns}
    if tab.is_output:
        assert {name for name, owner in owners.items() if owner is Owner.PERSON} <= {"notes", "override"}
    else:
        assert {name for name, owner in owners.items() if owner is Owner.ENGINE} == {"run_status", "run_message"}


def test_an_effort_is_chosen_from_a_list() -> None:
    column = OPTIMIZATION_CENTER.tab("Scenario_Config").by_name["effort"]
    assert (column.owner, column.options, column.strict) == (Owner.PERSON, tuple(Effort), True)


def test_drop_downs_are_for_text_only() -> None:
    assert all(column.kind is Kind.TEXT for tab in TABS for column in tab.columns if column.options)
