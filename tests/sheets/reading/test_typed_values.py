"""What a person plainly means is read, with a note; what has two readings is refused with both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.reading.cells.kinds import tick_of
from sheets.reading.tabs.candidates import CandidateRow, read_candidates
from sheets.workbook import Grid, Value, Workbook
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.seeds import Seed

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]


def read(column: str, value: Value, locale: str = "") -> CandidateRow:
    [row] = read_candidates(Grid("Candidates", [["initiative_key", column], ["I-1", value]], locale=locale))
    return row


@pytest.mark.parametrize(
    "word", ["Y", "yes", "x", "WAHR", "VRAI", "ja", "Oui", "1", 1, 1.0, True, " Sí ", "✓", "да", "はい"]
)
def test_ticks(word: Value) -> None:
    assert read("is_mandatory", word).fields["is_mandatory"] is True
    assert read("is_selected_for_run", word).is_selected


@pytest.mark.parametrize("word", ["N", "no", "FALSCH", "faux", "nein", "Non", "0", 0, False, None, " "])
def test_ticks_left_open(word: Value) -> None:
    assert read("is_mandatory", word).fields["is_mandatory"] is False


@pytest.mark.parametrize("word", ["maybe", 2, "TBD", "y/n", -1])
def test_what_is_no_tick_is_refused(word: Value) -> None:
    [fault] = read("is_mandatory", word).faults
    assert "is neither TRUE nor FALSE" in fault.message


@given(st.text(max_size=6))
def test_a_word_means_the_same_in_capitals_and_with_blanks(word: str) -> None:
    assert tick_of(f" {word}\u00a0") == tick_of(word)
    if word.isascii():
        assert tick_of(word.upper()) == tick_of(word.lower())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8 pts", "8"),
        ("8pts", "8"),
        ("13 SP", "13"),
        ("3 story points", "3"),
        ("5 tokens", "5"),
        (" 5", "5"),
        ("5", "5"),
        ("2.5", "2.5"),
        ("0.125", "0.125"),
        ("1 200", "1200"),
        ("1\u202f200", "1200"),
        ("1'200", "1200"),
        ("1,200.50", "1200.50"),
        ("1.200,50 €", "1200.50"),
        ("1,200,000", "1200000"),
        ("€ 500", "500"),
    ],
)
@pytest.mark.parametrize("locale", ["", "en_US", "de_DE"])
def test_numbers_typed_as_text_are_read_with_a_note(text: str, number: str, locale: str) -> None:
    row = read("engineering_tokens", text, locale)
    assert row.fields["engineering_tokens"] == Decimal(number) and not row.faults
    [note] = row.notes
    assert str(note).startswith("Candidates!B2 (engineering_tokens of I-1): ")
    assert f'"{text}" is text; it is read as the number {number}' in str(note)


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("1,200", "en_GB", "1200"),
        ("1,200", "de-DE", "1.200"),
        ("€1.200", "de_DE", "1200"),
        ("€1.200", "en_US", "1.200"),
        ("1.200", "de_CH", "1.200"),
        ("12,5", "fr_FR", "12.5"),
        ("0,125", "pl", "0.125"),
    ],
)
def test_separators_are_read_by_the_locale(text: str, locale: str, number: str) -> None:
    row = read("engineering_tokens", text, locale)
    assert row.fields["engineering_tokens"] == Decimal(number)
    assert len(row.notes) == 1


@pytest.mark.parametrize(("text", "one", "other"), [("1,200", "1200", "1.200"), ("€1.200", "1200", "1.200")])
def test_without_a_locale_both_readings_are_told(text: str, one: str, other: str) -> None:
    [fault] = read("engineering_tokens", text).faults
    assert f"can be read as {one} or as {other}" in fault.message


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("2k", "did you mean 2000?"),
        ("1.5k", "did you mean 1500?"),
        ("12,5", "did you mean 12.5?"),
        ("3-5", ""),
        ("TBD", ""),
    ],
)
def test_what_is_no_number_is_refused(text: str, guess: str) -> None:
    [fault] = read("engineering_tokens", text).faults
    assert fault.message.startswith(f'"{text}" is text, not a number; type the number anew')
    assert fault.message.endswith(guess)


@given(st.integers(0, 10**9), st.sampled_from(["en_US", "de_DE"]))
def test_a_number_with_separators_is_read_as_its_locale_writes_it(number: int, locale: str) -> None:
    text = f"{number:,}".replace(",", "," if locale == "en_US" else ".")
    row = read("engineering_tokens", text, locale)
    assert row.fields["engineering_tokens"] == number


def test_the_language_of_a_file_and_the_locale_of_a_spreadsheet_are_known(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Candidates": Seed([["initiative_key", "engineering_tokens"], ["I-1", "1,200"]])})
    if isinstance(workbook, XlsxWorkbook):
        book = openpyxl.load_workbook(workbook.path)
        book.properties.language = "en-GB"
        book.save(workbook.path)
    [row] = read_candidates(workbook.read(["Candidates"])["Candidates"])
    assert row.fields["engineering_tokens"] == 1200
