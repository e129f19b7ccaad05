"""Figures for people: cut where that shows, and never so that two different ones look alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.rules.wording import grouped


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("1E+6", "1,000,000"),
        ("15769.90", "15,769.9"),
        ("0.1234564", "0.123456"),
        ("-1234.5678912", "-1,234.567891"),
        ("0.00000012", "1.2e-7"),
        ("123456789012345678.5", "123,456,789,012,345,678.5"),
    ],
)
def test_a_figure_has_thousands_set_apart_and_six_decimals_at_most(value: str, shown: str) -> None:
    assert grouped(Decimal(value)) == shown


def test_what_was_cut_does_not_look_like_a_whole_figure() -> None:
    assert grouped(Decimal("9.99999999")) == "10.000000"
    assert grouped(Decimal("0.10000000001")) == "0.100000"
    assert grouped(Decimal("1.00049"), decimals=3) == "1.000"


def test_figures_that_would_look_alike_are_shown_in_full() -> None:
    assert grouped(Decimal("9.99999999"), Decimal(10)) == "9.99999999"
    assert grouped(Decimal(10), Decimal("9.99999999")) == "10"
    assert grouped(Decimal("0.12345678"), Decimal("0.12345679")) == "0.12345678"
    assert grouped(Decimal("0.12345678"), Decimal("0.2")) == "0.123457"
    assert grouped(Decimal("0.12345678"), Decimal("0.12345678")) == "0.123457"
