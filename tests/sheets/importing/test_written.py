"""Numbers, dates, ticks and units: read as they were meant, or asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.importing import BacklogMapping, Reading, mapping_of, read_backlog, read_table
from sheets.importing.days import days_of
from sheets.importing.figures import DecimalMark, figure_of


def read(text: str, mapping: BacklogMapping | None = None) -> Reading:
    said = mapping or BacklogMapping()
    return read_backlog(read_table(text.encode(), "backlog.csv", said), said)


def column(header: str, *cells: str, **said: Any) -> Reading:
    """One column beside a key and what every backlog has."""
    rows = "".join(f'I-{number}\t"{cell}"\n' for number, cell in enumerate(cells))
    return read(f"key\t{header}\n{rows}", mapping_of(said))


def values(reading: Reading, field: str) -> list[Any]:
    return [row.get(field) for row in reading.rows]


def about(reading: Reading) -> list[str]:
    """What is asked, but for columns that these small tables lack."""
    return [each.about for each in reading.questions if each.column]


@pytest.mark.parametrize("cell", ["1.234", "1,234", "12.500", "€ 1.200", "999,999"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_about_with_both_readings(cell: str) -> None:
    reading = column("Effort", cell, "7")
    assert about(reading) == ["numbers"]
    (question,) = (each for each in reading.questions if each.column)
    assert [answer for answer, _ in question.choices] == ["point", "comma"]
    assert len({means for _, means in question.choices}) == 2


@pytest.mark.parametrize("cell", ["5¹", "2²", "10₂", "①", "P1", "p2", "SP5", "½", "2½"])
def test_marks_of_footnotes_and_names_are_no_digits_of_a_number(cell: str) -> None:
    reading = column("Effort", cell, "7")
    assert values(reading, "engineering_tokens") == [None, 7]
    assert [fault.place for fault in reading.faults] == ["B2 (Effort)"]


def test_an_answer_settles_it() -> None:
    assert values(column("Effort", "1.234", numbers="comma"), "engineering_tokens") == [1234]
    assert values(column("Effort", "1.234", numbers="point"), "engineering_tokens") == [Decimal("1.234")]
    said = {"Effort": {"field": "engineering_tokens", "numbers": "comma"}}
    assert values(column("Effort", "1.234", columns=said, numbers="point"), "engineering_tokens") == [1234]


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        (["1.234", "2,5"], ["1234", "2.5"]),
        (["1.234", "2.5"], ["1.234", "2.5"]),
        (["1.234.567", "1.234"], ["1234567", "1234"]),
        (["1 234,5", "12"], ["1234.5", "12"]),
        (["1'234.5", "1,234"], ["1234.5", "1234"]),
        (["0.125", "8 pts", "5 SP"], ["0.125", "8", "5"]),
        (["12.345.678,90 €"], ["12345678.90"]),
        (["-3", "−4", "+5"], ["-3", "-4", "5"]),
        (["1,23,456.75"], ["123456.75"]),
    ],
)
def test_the_rest_of_the_column_tells_how_its_numbers_are_written(cells: list[str], read_as: list[str]) -> None:
    reading = column("Value", *cells)
    assert not about(reading)
    assert not reading.faults
    assert values(reading, "north_star_contribution") == [Decimal(each) for each in read_as]


def test_a_column_with_both_decimal_marks_is_asked_about_and_an_answer_refuses_the_others() -> None:
    assert about(column("Value", "1,5", "2.5")) == ["numbers"]
    answered = column("Value", "1,5", "2.5", numbers="comma")
    assert [fault.place for fault in answered.faults] == ["B3 (Value)"]


@pytest.mark.parametrize("cell", ["1e3", "1.2E+15", "(5)", "3-4", "1.5.2", "1,2,3", "12 of 20", "5."])
def test_what_is_no_number_is_refused_at_its_cell(cell: str) -> None:
    reading = column("Effort", "7", cell)
    assert [fault.place for fault in reading.faults] == ["B3 (Effort)"]
    assert values(reading, "engineering_tokens") == [7, None]


@pytest.mark.parametrize("cells", [["5d", "2w"], ["5d", "3"], ["1.5k"], ["20 %"], ["3 m"], ["€ 5", "$ 7"]])
def test_units_that_differ_or_scale_are_asked_about(cells: list[str]) -> None:
    assert about(column("Effort", *cells)) == ["units"]


def test_units_count_what_is_said_and_one_unit_alone_stands_as_it_is() -> None:
    assert values(column("Effort", "5d", "2w", units={"d": 1, "w": 5}), "engineering_tokens") == [5, 10]
    alone = column("Effort", "5d", "2d")
    assert values(alone, "engineering_tokens") == [5, 2]
    assert "in d" in alone.columns[1].how
    assert values(column("mvp_share", "60 %"), "mvp_share") == [Decimal("0.6")]


def test_a_factor_is_exact_or_refused() -> None:
    said = {"Original Estimate": {"field": "engineering_tokens", "times": "1/28800"}}
    assert values(column("Original Estimate", "14400", columns=said), "engineering_tokens") == [Decimal("0.5")]
    (fault,) = column("Original Estimate", "100", columns=said).faults
    assert "decimals without end" in fault.message


def test_words_become_the_values_that_are_said_for_them() -> None:
    said = {"T-Shirt": {"field": "engineering_tokens", "values": {"S": "3", "M": "8"}}}
    reading = column("T-Shirt", "S", "M", "L", columns=said)
    assert values(reading, "engineering_tokens") == [3, 8, None]
    assert [fault.place for fault in reading.faults] == ["B4 (T-Shirt)"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-04-03", date(2026, 4, 3)),
        ("2026-04-03T10:00:00Z", date(2026, 4, 3)),
        ("03.04.2026", date(2026, 4, 3)),
        ("3.4.26", date(2026, 4, 3)),
        ("15/Nov/26 3:04 PM", date(2026, 11, 15)),
        ("Nov 15, 2026", date(2026, 11, 15)),
        ("3. März 2026", date(2026, 3, 3)),
        ("3 avril 2026", date(2026, 4, 3)),
        ("1 de mayo de 2026", date(2026, 5, 1)),
        ("2026年4月3日", date(2026, 4, 3)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
    ],
)
def test_dates_in_the_common_forms_are_read(cell: str, day: date) -> None:
    reading = column("Due date", cell)
    assert not about(reading)
    assert values(reading, "deadline_date") == [day]


def test_a_date_that_can_be_read_in_two_ways_is_asked_about_unless_its_column_tells() -> None:
    assert about(column("Due date", "03/04/2026")) == ["dates"]
    assert values(column("Due date", "03/04/2026", "25/12/2026"), "deadline_date")[0] == date(2026, 4, 3)
    assert values(column("Due date", "03/04/2026", "12/25/2026"), "deadline_date")[0] == date(2026, 3, 4)
    assert values(column("Due date", "03/04/2026", dates="month-first"), "deadline_date") == [date(2026, 3, 4)]
    assert about(column("Due date", "25/12/2026", "12/25/2026")) == ["dates"]


@pytest.mark.parametrize("cell", ["31/02/2026", "Q1 2027", "soon", "99999999", "2026-13-01"])
def test_what_is_no_date_is_refused_at_its_cell(cell: str) -> None:
    reading = column("Due date", "2026-04-03", cell)
    assert [fault.place for fault in reading.faults] == ["B3 (Due date)"]


@pytest.mark.parametrize(
    ("yes", "no"),
    [("yes", "no"), ("ja", "nein"), ("oui", "non"), ("WAHR", "FALSCH"), ("x", ""), ("✓", "-"), ("1", "0")],
)
def test_ticks_are_read_in_the_languages_that_people_use(yes: str, no: str) -> None:
    reading = column("Mandatory", yes, no)
    assert [bool(value) for value in values(reading, "is_mandatory")] == [True, False]


@pytest.mark.parametrize("word", ["Done", "CLOSED", "Erledigt", "terminé", "Livré", "Hecho", "Fatto", "完了"])
def test_statuses_that_mean_done_are_done_and_others_stay(word: str) -> None:
    reading = column("Status", word, "In Progress")
    assert values(reading, "status") == ["done", "In Progress"]
    assert f"{word} (1)" in reading.columns[1].how
    assert values(column("Status", "Won't do", statuses={"won't do": "done"}), "status") == ["done"]


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=3), st.sampled_from(DecimalMark), st.sampled_from(" '."))
def test_a_number_is_among_its_own_readings_however_it_is_grouped(
    number: Decimal, mark: DecimalMark, group: str
) -> None:
    point = "." if mark is DecimalMark.POINT else ","
    group = {".": "," if mark is DecimalMark.POINT else "."}.get(group, group)
    text = f"{number:,f}".replace(",", "\0").replace(".", point).replace("\0", group)
    figure = figure_of(text)
    assert figure is not None
    assert figure.readings[mark] == number
    assert figure.is_open or set(figure.readings.values()) == {number}


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%y", "%y/%m/%d"]),
)
def test_a_day_is_among_its_own_readings_in_each_form(day: date, form: str) -> None:
    assert day in days_of(day.strftime(form)).values()
