from dataclasses import dataclass
from enum import StrEnum

from domain.records.descriptions import described, described_members


@dataclass(frozen=True)
class Window:
    """The days that work fits in.

    last_day: the end; None: open. None of them counts twice.
    first_day, middle_day: days before ``last_day``, as in ``other_day``.
    """

    first_day: str
    middle_day: str
    last_day: str | None = None
    notes: str = ""


class Shade(StrEnum):
    """How dark it is.

    A second line is for readers of the source.
    light: hardly.
    very_dark: see ``last_day``.
    """

    LIGHT = "light"
    VERY_DARK = "very_dark"
    GREY = "grey"


def test_a_docstring_says_what_a_record_and_its_fields_are() -> None:
    summary, fields = described(Window)
    assert summary == "The days that work fits in."
    assert fields == {
        "last_day": "The end; null: open. Null of them counts twice.",
        "first_day": "Days before `lastDay`, as in `other_day`.",
        "middle_day": "Days before `lastDay`, as in `other_day`.",
        "notes": "Notes.",
    }


def test_fields_are_told_of_in_the_order_of_the_docstring() -> None:
    assert list(described(Window)[1]) == ["last_day", "first_day", "middle_day", "notes"]


def test_fields_are_spelled_as_their_readers_spell_them() -> None:
    assert described(Window, str)[1]["first_day"] == "Days before `last_day`, as in `other_day`."


def test_each_word_of_a_closed_set_is_described() -> None:
    summary, members = described_members(Shade)
    assert summary == "How dark it is."
    assert members == {"LIGHT": "Hardly.", "VERY_DARK": "See `lastDay`.", "GREY": "Grey."}
