"""Period keys, the days they cover, and what makes a horizon."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.problem.periods import Period, misplaced_periods, parse_horizon, parse_period


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-W05", date(2026, 1, 26), date(2026, 2, 1)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_period_covers_its_days_inclusively(key: str, start: date, end: date) -> None:
    assert parse_period(key) == Period(key, start, end)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("2026-Q5", "a year has 4 quarters"),
        ("2026-Q0", "a year has 4 quarters"),
        ("2026-H3", "a year has 2 halves"),
        ("2026-13", "a year has 12 months"),
        ("2026-00", "a year has 12 months"),
        ("2026-W54", "2026 has 53 ISO weeks"),
        ("2027-W53", "2027 has 52 ISO weeks"),
        ("2026-W00", "2026 has 53 ISO weeks"),
        ("9999-W52", "it ends after the last day of the calendar"),
        ("0000", "there is no year 0000"),
        ("0000-W01", "there is no year 0000"),
    ],
)
def test_a_period_that_does_not_exist_is_refused_with_the_reason(key: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f'"{key}" is not a period: {reason}'):
        parse_period(key)


@pytest.mark.parametrize(
    "key", ["", "26", "2026Q1", "2026-q1", "2026-1", "2026-W5", "2026-Q1 ", "2026-Q1\n", "٢٠٢٦", "2026-01-01"]
)
def test_any_other_form_is_refused_with_the_forms_that_exist(key: str) -> None:
    with pytest.raises(ValueError, match="is not a period; write 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05"):
        parse_period(key)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_every_day_lies_in_the_period_of_its_year_half_quarter_month_and_week(day: date) -> None:
    iso = day.isocalendar()
    keys = [
        f"{day.year:04}",
        f"{day.year:04}-H{(day.month + 5) // 6}",
        f"{day.year:04}-Q{(day.month + 2) // 3}",
        f"{day.year:04}-{day.month:02}",
        f"{iso.year:04}-W{iso.week:02}",
    ]
    for key in keys:
        period = parse_period(key)
        assert period.start <= day <= period.end


@pytest.mark.parametrize("forms", [["H1", "H2"], ["Q1", "Q2", "Q3", "Q4"], [f"{month:02}" for month in range(1, 13)]])
def test_the_parts_of_a_year_follow_each_other_without_a_gap(forms: list[str]) -> None:
    periods = parse_horizon([f"2028-{form}" for form in forms])
    assert periods[0].start == date(2028, 1, 1)
    assert periods[-1].end == date(2028, 12, 31)
    assert all(b.start - a.end == timedelta(days=1) for a, b in pairwise(periods))


def test_a_horizon_may_mix_lengths_and_leave_gaps() -> None:
    keys = ["2026-01", "2026-W07", "2026-Q2", "2026-H2", "2028"]
    assert [period.key for period in parse_horizon(keys)] == keys


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ([], "a horizon needs at least one period"),
        (["2026-Q1", "2026-Q5"], r'horizon\[1\]: "2026-Q5" is not a period'),
        (["2026-Q1", "2026-Q1"], r'horizon\[1\]: "2026-Q1" is given twice'),
        (["2026-Q1", "2026-H1"], r'horizon\[1\]: "2026-H1" overlaps "2026-Q1"'),
        (["2026-01", "2026-W05"], r'horizon\[1\]: "2026-W05" overlaps "2026-01"'),
        (["2026-Q1", "2026-Q3", "2026-Q2"], r'horizon\[2\]: "2026-Q2" comes after "2026-Q3", which is later'),
    ],
)
def test_a_horizon_out_of_order_or_with_an_overlap_is_refused_at_its_index(keys: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_horizon(keys)


def test_every_misplaced_period_is_named_and_none_beside_them() -> None:
    periods = [parse_period(key) for key in ("2026-Q3", "2026-Q1", "2026-H2", "2026-Q4", "2026-Q4")]
    assert [index for index, _ in misplaced_periods(periods)] == [1, 2, 4]
