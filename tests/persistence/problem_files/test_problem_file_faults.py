"""What a problem file may not say: every fault is named, with its place, and all of them at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import pytest

from domain.errors import Fault, ProblemFileError
from domain.problem.periods import FORMS
from domain.records.faults import MAX_LISTED
from persistence.problem_files.problem_file import loads, read_problem
from tests.persistence.problem_files.problems import SMALLEST_FILE, changed_file, faults_of, file_with


def one_initiative(fields: str) -> str:
    return file_with(f'[{{"initiative_key": "I", {fields}}}]')


def rules(text: str) -> str:
    return file_with(rest=f'"constraint_set": {{{text}}}')


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ('"engineering_tokens": "8"', 'engineering_tokens: expected a number, got text "8"'),
        ('"engineering_tokens": true', "engineering_tokens: expected a number, got true"),
        ('"engineering_tokens": [1]', "engineering_tokens: expected a number, got a list"),
        ('"title": 5', "title: expected text, got the number 5"),
        ('"title": null', "title: expected text, got null"),
        ('"is_mandatory": 1', "is_mandatory: expected true or false, got the number 1"),
        ('"is_mandatory": null', "is_mandatory: expected true or false, got null"),
        ('"prerequisite_keys": "I-1"', 'prerequisite_keys: expected a list, got text "I-1"'),
        ('"prerequisite_keys": null', "prerequisite_keys: expected a list, got null"),
        ('"prerequisite_keys": ["a", ""]', "prerequisite_keys[1]: is empty text; leave it out or give it a value"),
        ('"prerequisite_keys": [null]', "prerequisite_keys[0]: expected text, got null"),
        ('"market": " "', "market: is empty text; leave it out or give it a value"),
        ('"team_tokens": []', "team_tokens: expected an object, got a list"),
        ('"team_tokens": null', "team_tokens: expected an object, got null"),
        ('"team_tokens": {"back end": "5"}', 'team_tokens["back end"]: expected a number, got text "5"'),
        ('"team_tokens": {"web": null}', "team_tokens.web: expected a number, got null"),
        ('"team_tokens": {"": 5}', 'team_tokens[""]: is empty text; leave it out or give it a value'),
        ('"scope_mode": "mini"', 'scope_mode: expected one of mvp, full, custom, got text "mini"'),
        ('"deadline_date": "2026-02-30"', 'deadline_date: "2026-02-30" is not a date that exists'),
        ('"deadline_date": "1.3.2026"', 'deadline_date: expected a date such as 2026-03-01, got text "1.3.2026"'),
        ('"deadline_date": "20260301"', 'deadline_date: expected a date such as 2026-03-01, got text "20260301"'),
        ('"deadline_date": 20260301', "deadline_date: expected a date such as 2026-03-01, got the number 20260301"),
        ('"title": "a\\u0000b"', 'title: holds a character that cannot be stored: "a\\u0000b"'),
        ('"title": "\\ud800"', 'title: holds a character that cannot be stored: "\\ud800"'),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_its_place_and_what_was_expected(fields: str, fault: str) -> None:
    assert faults_of(one_initiative(fields)) == [f"initiatives[0].{fault}"]


@pytest.mark.parametrize(
    ("literal", "message"),
    [
        ("NaN", "NaN is not a finite number"),
        ("Infinity", "Infinity is not a finite number"),
        ("-Infinity", "-Infinity is not a finite number"),
        ("1e400", "1e400 has more than 15 digits before the point"),
        ("1000000000000000", "1000000000000000 has more than 15 digits before the point"),
        ("1e999999999999999999999", "1e999999999999999999999 has more than 15 digits before the point"),
        ("1e-31", "1e-31 has more than 30 decimals"),
        ("1e-999999999999999999999", "1e-999999999999999999999 has more than 30 decimals"),
        ("7" * 6000, "7" * 24 + "… has more than 15 digits before the point"),
        ("0." + "3" * 6000, "0." + "3" * 22 + "… has more than 30 decimals"),
        ("1e" + "9" * 6000, "1e" + "9" * 22 + "… has more than 15 digits before the point"),
    ],
)
def test_a_number_out_of_range_is_refused_before_it_is_converted(literal: str, message: str) -> None:
    assert faults_of(one_initiative(f'"engineering_tokens": {literal}')) == [
        f"initiatives[0].engineering_tokens: {message}"
    ]
    assert faults_of(one_initiative(f'"scores": {{"RICE": {literal}}}')) == [f"initiatives[0].scores.RICE: {message}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            one_initiative('"enginering_tokens": 8'),
            'initiatives[0].enginering_tokens: unknown key; did you mean "engineering_tokens"?',
        ),
        (one_initiative('"Market": "UK"'), 'initiatives[0].Market: unknown key; did you mean "market"?'),
        (one_initiative('"metric_chain": "x"'), "initiatives[0].metric_chain: unknown key"),
        (one_initiative('"country": "UK"'), "initiatives[0].country: unknown key"),
        (
            file_with(scenario='"strict_deadline": true'),
            'scenario.strict_deadline: unknown key; did you mean "strict_deadlines"?',
        ),
        (file_with(rest='"constraints": {}'), 'constraints: unknown key; did you mean "constraint_set"?'),
        (
            rules('"floors": [{"dimension": "global", "min_tokens": 1, "max_tokens": 2}]'),
            'constraint_set.floors[0].max_tokens: unknown key; did you mean "min_tokens"?',
        ),
        (file_with(rest='"": 1'), '[""]: unknown key'),
    ],
)
def test_an_unknown_key_is_refused_by_name_with_the_nearest_known_one(text: str, fault: str) -> None:
    assert faults_of(text) == [fault]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{}", ["scenario: is required, but missing"]),
        (
            '{"scenario": {}}',
            [f"scenario.{name}: is required, but missing" for name in ("name", "period_key", "objective_mode")],
        ),
        (file_with('[{"title": "x"}]'), ["initiatives[0].initiative_key: is required, but missing"]),
        (rules('"caps": [{"dimension": "global"}]'), ["constraint_set.caps[0].max_tokens: is required, but missing"]),
        (
            rules('"bundles": [{"bundle_key": "B"}]'),
            ["constraint_set.bundles[0].initiative_keys: is required, but missing"],
        ),
    ],
)
def test_a_missing_key_is_named(text: str, faults: list[str]) -> None:
    assert faults_of(text) == faults


def test_pins_that_pin_nothing_and_lags_that_are_no_number_of_periods_are_refused() -> None:
    text = rules(
        '"pins": [{"initiative_key": "A"}, {"initiative_key": "B", "scope": "huge"}], "prerequisites": '
        '[{"initiative_key": "A", "requires": "B", "lag_periods": 0.5}, '
        '{"initiative_key": "B", "requires": "C", "lag_periods": -1}]'
    )
    lag = "expected a whole number of periods from 0 to 9999, got the number"
    assert faults_of(text) == [
        "constraint_set.pins[0]: names neither period_key nor scope, so it pins nothing; give one of them or both",
        'constraint_set.pins[1].scope: expected one of mvp, full, custom, got text "huge"',
        f"constraint_set.prerequisites[0].lag_periods: {lag} 0.5",
        f"constraint_set.prerequisites[1].lag_periods: {lag} -1",
    ]


def test_every_fault_of_a_curve_is_named() -> None:
    curve = '{{"curve_key": "{}", "kpi_key": "{}", "points": {}}}'
    text = rules(
        '"response_curves": ['
        + ", ".join(
            [
                curve.format("A", "gmv", "[[0, 0], [2, 1], [2, 3], [1, 4]]"),
                curve.format("A", "gmv", "[[0, 0]]"),
                curve.format("A", "gmv", "[[0, 0], [1, 2, 3]]"),
                curve.format("B", "score:RICE", "[[0, 0], [1, 1]]"),
                '{"curve_key": "C", "kpi_key": "nps"}',
            ]
        )
        + "]"
    )
    at = "constraint_set.response_curves"
    assert faults_of(text) == [
        f"{at}[0].points[2]: the first numbers of points have to rise, and 2 comes after 2",
        f"{at}[0].points[3]: the first numbers of points have to rise, and 1 comes after 2",
        f"{at}[1].points: expected 2 to 500 points, got 1",
        f"{at}[2].points[1]: expected a raw and a counted total, got 3 values",
        f"{at}[3].kpi_key: a score is no KPI total, so it has no curve",
        f"{at}[4].points: is required where no shape is given",
        f'{at}[1].curve_key: "A" is already the key of response_curves[0]',
        f"{at}[1]: gmv of all markets already has the curve response_curves[0]",
        f'{at}[2].curve_key: "A" is already the key of response_curves[0]',
        f"{at}[2]: gmv of all markets already has the curve response_curves[0]",
    ]


def test_a_synergy_has_a_bonus_once_or_by_count() -> None:
    group = '{"synergy_group_key": "S", "kpi_key": "gmv"'
    text = rules(f'"synergies": [{group}}}, {group}, "bonus": 1, "bonus_by_count": [0, 1]}}]')
    assert faults_of(text) == [
        "constraint_set.synergies[0].bonus: is required where no bonus_by_count is given",
        "constraint_set.synergies[1]: gives both bonus and bonus_by_count; give one of them",
    ]


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        (
            '"shape": "hill", "limit": 9, "up_to": 5',
            [".half_at: is required for the shape hill", ".slope: is required for the shape hill"],
        ),
        (
            '"shape": "saturating", "limit": 9, "half_at": 2, "up_to": 0, "at": 4',
            [
                ".up_to: has to be above 0, got 0",
                ".at: does not belong to the shape saturating, which has up_to, limit, half_at",
            ],
        ),
        ('"points": [[0, 0], [1, 1]], "mid": 3', [".mid: belongs to a shape, and none is given"]),
        ('"points": [[0, 0], [1, 1]], "smooth": true', [".smooth: is the form of a shape, and none is given"]),
        (
            '"shape": "round", "points": [[0, 0], [1, 1]]',
            ['.shape: expected one of saturating, logarithmic, power, hill, logistic, got text "round"'],
        ),
        (
            '"shape": "logistic", "limit": 9, "mid": 1000000, "width": 1, "up_to": 5, "segments": 0, "decimals": 101',
            [
                ".decimals: expected a whole number from 0 to 100, got the number 101",
                ".segments: has to be 1 at least",
                ": its figures are too far apart: up_to, mid, width, half_at and at have to lie within 10000 times",
            ],
        ),
        (
            '"shape": "saturating", "limit": 9, "half_at": 1, "up_to": 5, "decimals": 21',
            [".decimals: has to be 20 at most, got 21"],
        ),
        (
            '"shape": "power", "scale": 1, "at": 1, "exponent": 8, "up_to": 100',
            [".scale: reaches more than 15 digits before the point at up_to"],
        ),
    ],
)
def test_a_shape_needs_its_own_figures_and_no_other(given: str, faults: list[str]) -> None:
    text = rules(f'"response_curves": [{{"curve_key": "A", "kpi_key": "gmv", {given}}}]')
    assert faults_of(text) == [f"constraint_set.response_curves[0]{fault}" for fault in faults]


def test_a_key_given_twice_in_one_object_is_refused_rather_than_the_last_one_taken() -> None:
    text = one_initiative('"engineering_tokens": 1, "team_tokens": {"web": 1, "web": 2}, "engineering_tokens": 2')
    assert faults_of(text) == [
        "initiatives[0].engineering_tokens: the key is given more than once in this object",
        "initiatives[0].team_tokens.web: the key is given more than once in this object",
    ]


def test_an_initiative_key_given_twice_is_named_in_both_places() -> None:
    text = file_with(
        '[{"initiative_key": "A"}, {"initiative_key": "B"}, {"initiative_key": "A"}, {"initiative_key": "A"}]'
    )
    assert faults_of(text) == [
        'initiatives[2].initiative_key: "A" is already the key of initiatives[0]',
        'initiatives[3].initiative_key: "A" is already the key of initiatives[0]',
    ]


@pytest.mark.parametrize(
    ("scenario", "faults"),
    [
        (
            '"horizon": []',
            ["scenario.horizon: needs at least one period; leave it out to plan scenario.period_key alone"],
        ),
        ('"horizon": ["2026-Q5"]', ['scenario.horizon[0]: "2026-Q5" is not a period: a year has 4 quarters']),
        (
            '"horizon": ["2026-Q1", "2026-H1"]',
            ['scenario.horizon[1]: "2026-H1" overlaps "2026-Q1"; each day may lie in one period only'],
        ),
        (
            '"horizon": ["2026-Q2", 7, "2026-Q1", "2026-Q2"]',
            [
                f"scenario.horizon[1]: expected a period such as {FORMS}, got the number 7",
                'scenario.horizon[2]: "2026-Q1" comes after "2026-Q2", which is later; '
                "give the periods in order of time",
                'scenario.horizon[3]: "2026-Q2" is given twice',
            ],
        ),
        (
            '"capacity_by_period": {"2027-W53": 1}',
            ['scenario.capacity_by_period["2027-W53"]: "2027-W53" is not a period: 2027 has 52 ISO weeks'],
        ),
    ],
)
def test_a_horizon_is_at_least_one_period_in_order_without_overlap(scenario: str, faults: list[str]) -> None:
    assert faults_of(file_with(scenario=scenario)) == faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '"floors": [{"dimension": "global", "key": "UK", "min_tokens": 1}]',
            "floors[0].key: must be left out, since the dimension is global",
        ),
        ('"caps": [{"dimension": "team", "max_tokens": 1}]', "caps[0].key: is required for the dimension team"),
        (
            '"caps": [{"dimension": "team", "key": null, "max_tokens": 1}]',
            "caps[0].key: is required for the dimension team",
        ),
        (
            '"caps": [{"dimension": "squad", "max_tokens": 1}]',
            'caps[0].dimension: expected one of market, department, category, program, team, global, got text "squad"',
        ),
        ('"exclusions": [["A", "A"]]', 'exclusions[0]: "A" cannot exclude itself'),
        ('"exclusions": [["A"]]', "exclusions[0]: expected two initiative keys, got 1"),
        ('"exclusions": [["A", "B", "C"]]', "exclusions[0]: expected two initiative keys, got 3"),
        ('"exclusions": ["A"]', 'exclusions[0]: expected a list, got text "A"'),
        (
            '"targets": [{"kpi_key": "gmv", "target_value": 1, "floor_or_goal": "aim"}]',
            'targets[0].floor_or_goal: expected one of floor, goal, got text "aim"',
        ),
        (
            '"caps": [{"dimension": "global", "max_tokens": 1, "period_key": "Q1"}]',
            'caps[0].period_key: "Q1" is not a period; write 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05',
        ),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(text: str, fault: str) -> None:
    assert faults_of(rules(text)) == [f"constraint_set.{fault}"]


def test_all_faults_are_reported_at_once_whatever_their_sort() -> None:
    def spoil(content: dict[str, Any]) -> None:
        content["scenario"]["horizon"] = ["2026-Q2", "2026-Q1"]
        content["scenario"]["objective_mode"] = "best"
        content["constraint_set"]["exclusions"] = [["A", "A"]]
        content["initiatives"][0]["engineering_tokens"] = "8"
        content["initiatives"].append({"initiative_key": "I-3", "titel": "x"})
        content["delivered"] = [""]

    assert [fault.split(": ")[0] for fault in faults_of(changed_file(spoil))] == [
        "scenario.horizon[1]",
        "scenario.objective_mode",
        "constraint_set.exclusions[0]",
        "initiatives[0].engineering_tokens",
        "initiatives[2].titel",
        "initiatives[2].initiative_key",
        "delivered[0]",
    ]


def test_beyond_ten_thousand_faults_only_their_number_is_told() -> None:
    faults = faults_of(file_with("[" + ", ".join(["1"] * (MAX_LISTED + 5)) + "]"))
    assert faults[-2] == f"initiatives[{MAX_LISTED - 1}]: expected an object, got the number 1"
    assert faults[-1] == "and 5 more faults that are not listed"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        ("[]", "expected an object, got a list"),
        ("5", "expected an object, got the number 5"),
        ("1e400", "1e400 has more than 15 digits before the point"),
        ('{"scenario":\n  oops}', "line 2, column 3: not JSON: Expecting value"),
        (SMALLEST_FILE + "x", f"line 1, column {len(SMALLEST_FILE) + 1}: not JSON: Extra data"),
        (b'{"a": "\xff"}', "byte 7: not UTF-8 text: found the byte 0xff"),
        ("[" * 10_000_000, "lists or objects are nested too deeply"),
        ('{"a":' * 1_000_000, "lists or objects are nested too deeply"),
    ],
)
def test_what_is_no_json_object_in_utf_8_is_refused_with_its_position(text: str | bytes, fault: str) -> None:
    assert faults_of(text) == [fault]


def test_nothing_of_a_fault_is_unprintable_or_long() -> None:
    long_key = "k" * 5_000
    faults = faults_of(one_initiative(f'"{long_key}": 1, "\\ud800": 1, "scope_mode": "{long_key}", "bundle_key": 1'))
    assert len(faults) == 4
    for fault in faults:
        assert len(fault.encode()) < 200


def test_a_file_that_cannot_be_read_is_a_fault_with_its_source(tmp_path: Path) -> None:
    cases = {tmp_path / "none.json": "there is no such file", tmp_path: "is a directory, not a file"}
    for path, message in cases.items():
        with pytest.raises(ProblemFileError) as caught:
            read_problem(path)
        assert caught.value.faults == (Fault("", message),)
        assert caught.value.source == str(path)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(), "may not be read; check its permissions"),
        (OSError("device broken"), "cannot be read: device broken"),
    ],
)
def test_a_file_that_may_not_be_read_is_a_fault(monkeypatch: pytest.MonkeyPatch, error: OSError, message: str) -> None:
    def fail(_: Path, __: str) -> BinaryIO:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(ProblemFileError, match=message):
        read_problem(Path("plan.json"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="reads a device without end")
def test_a_file_without_end_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(ProblemFileError, match="larger than 256 MB"):
        read_problem(Path("/dev/zero"))


def test_a_path_that_no_file_can_have_is_a_fault() -> None:
    with pytest.raises(ProblemFileError, match="cannot be read"):
        read_problem(Path("a\0b"))


def test_the_source_is_kept_beside_the_faults() -> None:
    with pytest.raises(ProblemFileError) as caught:
        loads("{", "plan.json")
    assert caught.value.source == "plan.json"


def test_an_overhead_that_counts_nothing_or_takes_less_than_nothing_is_refused() -> None:
    text = (
        '"overheads": [{"overhead_key": "A", "tokens_by_count": [0, 1]}, '
        '{"overhead_key": "A", "dimension": "team", "key": "web", "initiative_keys": ["I"], '
        '"tokens_by_count": [0, 1]}, '
        '{"overhead_key": "B", "dimension": "team", "tokens_by_count": [1, -2], "team": "web"}, '
        '{"overhead_key": "C", "initiative_keys": ["I"], "key": "web", "tokens_by_count": [0], "charge": "weekly"}]'
    )
    at = "constraint_set.overheads"
    assert faults_of(rules(text)) == [
        f"{at}[0]: counts nothing; give a dimension and its key, or initiative_keys",
        f"{at}[1].initiative_keys: must be left out, since a dimension says what is counted",
        f"{at}[2].key: is required for the dimension team",
        f"{at}[2].team: must be left out, since the dimension is team and its key says which",
        f"{at}[2].tokens_by_count[0]: is what none of them take, so it has to be 0, got 1",
        f"{at}[2].tokens_by_count[1]: has to be 0 or more, got -2",
        f'{at}[3].charge: expected one of each_period, once, got text "weekly"',
        f"{at}[3].key: belongs to a dimension, and none is given",
        f"{at}[3].tokens_by_count: expected what none, one and so on take, 2 to 500 figures, got 1",
        f'{at}[1].overhead_key: "A" is already the key of overheads[0]',
    ]


def test_a_formula_of_other_than_two_plain_totals_is_refused() -> None:
    text = (
        '"kpi_formulas": [{"kpi_key": "a", "multiply": [{"kpi_key": "b"}]}, '
        '{"kpi_key": "score", "multiply": [{"kpi_key": "a"}, {"kpi_key": "score:RICE"}]}, '
        '{"kpi_key": "a", "multiply": [{"kpi_key": "b"}, {"kpi_key": "a", "base": "x"}]}]'
    )
    at = "constraint_set.kpi_formulas"
    assert sorted(faults_of(rules(text))) == sorted(
        [
            f"{at}[0].multiply: expected two factors, got 1",
            f"{at}[1].kpi_key: a score is no KPI total, so it has no formula",
            f"{at}[1].multiply[1].kpi_key: a score is no KPI total, so it is no factor",
            f'{at}[2].multiply[1].base: expected a number, got text "x"',
            f'{at}[2].kpi_key: "a" is already the key of kpi_formulas[0]',
            f'{at}[1].multiply[0].kpi_key: "a" has the formula kpi_formulas[0] itself',
            f'{at}[2].multiply[1].kpi_key: "a" has the formula kpi_formulas[0] itself',
        ]
    )
