from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest

from domain import lean
from domain.records.kinds import (
    REQUIRED,
    ByKey,
    Choice,
    Field,
    Kind,
    Leaf,
    Maybe,
    Nested,
    Parts,
    Several,
    fields_of,
    kind_of,
)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    name: str


@lean.dataclass(frozen=True, slots=True)
class Whole:
    key: Annotated[str, "key"]
    part: Part | None = None
    shares: Mapping[str, Decimal] = lean.field(default_factory=dict)
    count: int = 3


@dataclass(frozen=True)
class Other:
    whole: Whole
    names: tuple[str, ...] = field(default_factory=tuple)


@pytest.mark.parametrize(
    ("hint", "kind"),
    [
        (str, Leaf(str)),
        (Annotated[str, "period"], Leaf(str, "period")),
        (Any, Leaf(Any)),
        (Decimal | None, Maybe(Leaf(Decimal))),
        (tuple[Colour, ...], Several(Choice(Colour))),
        (list[int], Several(Leaf(int))),
        (tuple[str, int], Parts((Leaf(str), Leaf(int)))),
        (Mapping[str, Part], ByKey(Leaf(str), Nested(Part))),
        (dict[str, float], ByKey(Leaf(str), Leaf(float))),
        (tuple[Part, ...] | None, Maybe(Several(Nested(Part)))),
        (bool | int | str, Leaf(bool | int | str)),
    ],
)
def test_a_hint_says_what_a_field_may_hold(hint: Any, kind: Kind) -> None:
    assert kind_of(hint) == kind


def test_the_fields_of_a_record_come_with_their_kinds_and_defaults() -> None:
    assert fields_of(Whole) == (
        Field("key", Leaf(str, "key"), REQUIRED),
        Field("part", Maybe(Nested(Part)), None),
        Field("shares", ByKey(Leaf(str), Leaf(Decimal)), {}),
        Field("count", Leaf(int), 3),
    )
    assert [each.required for each in fields_of(Whole)] == [True, False, False, False]


def test_records_that_the_library_makes_are_known_as_well() -> None:
    assert fields_of(Other) == (Field("whole", Nested(Whole), REQUIRED), Field("names", Several(Leaf(str)), ()))
