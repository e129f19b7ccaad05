"""Rows that can be used and were hardly meant are warned of, each at its cell."""

from __future__ import annotations

from sheets.center.inputs import read_inputs
from sheets.workbook import Grid, Value

CANDIDATES = ["initiative_key", "prerequisite_keys"]
CONSTRAINTS = ["constraint_type", "dimension", "key", "max_tokens", "min_tokens", "target_kpi_key", "target_value"]
TARGETS = ["market", "kpi_key", "target_value", "floor_or_goal"]
SCENARIOS = ["scenario_name", "period_key", "objective_mode"]


def warned(
    candidates: list[list[Value]] | None = None,
    constraints: list[list[Value]] | None = None,
    targets: list[list[Value]] | None = None,
) -> list[str]:
    tabs = {
        "Candidates": [CANDIDATES, *(candidates or [])],
        "Scenario_Config": [SCENARIOS],
        "Constraints": [CONSTRAINTS, *(constraints or [])],
        "Targets": [TARGETS, *(targets or [])],
    }
    inputs = read_inputs({tab: Grid(tab, rows) for tab, rows in tabs.items()})
    assert not inputs.faults
    return [str(fault) for found in inputs.warnings.values() for fault in found]


def test_the_same_rule_with_another_figure_is_warned_of_at_both_rows() -> None:
    rest = "; both count, so take one of them out"
    assert warned(targets=[["global", "gmv", 5, "floor"], [None, "gmv", 9, "floor"], ["UK", "gmv", 1, "floor"]]) == [
        f"Targets!C2 (target_value of global, gmv, floor): the same rule stands in Targets!C3 with 9{rest}",
        f"Targets!C3 (target_value of gmv, floor): the same rule stands in Targets!C2 with 5{rest}",
    ]
    caps: list[list[Value]] = [["cap", None, None, 5], ["Cap", "global", None, 7], ["floor", None, None, None, 3]]
    assert [text.partition(" (")[0] for text in warned(constraints=caps)] == ["Constraints!D2", "Constraints!D3"]


def test_the_same_target_in_both_tabs_is_warned_of_only_where_the_figures_differ() -> None:
    def both(figure: int) -> list[str]:
        return warned(
            constraints=[["goal", "market", "UK", None, None, "gmv", figure]], targets=[["UK", "gmv", 5, "goal"]]
        )

    assert both(5) == []
    assert ["Targets!C2" in text for text in both(6)] == [True, True]


def test_a_prerequisite_that_no_row_is_about_is_warned_of() -> None:
    assert warned([["I-1", "i-2, I-3"], ["I-2"], ["I-3"]]) == [
        "Candidates!B2 (prerequisite_keys of I-1): no row of Candidates is about i-2, so that this needs i-2 to be "
        "delivered; did you mean I-2?"
    ]
