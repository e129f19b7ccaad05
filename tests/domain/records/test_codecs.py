from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ProblemFileError
from domain.records.codecs import Codec, Form
from domain.records.faults import ROOT, Faults, RepeatingObject


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True)
class Part:
    name: str
    size: Size = Size.SMALL


@dataclass(frozen=True)
class Plan:
    title: str
    owner: Annotated[str, "key"] | None = None
    parts: tuple[Part, ...] = ()
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    pair: tuple[str, Decimal] | None = None


def _text(value: Any, at: Any, faults: Faults) -> Any:
    return value if type(value) is str else faults.mismatch(at, "text", value)


def _key(value: Any, at: Any, faults: Faults) -> Any:
    return _text(value, at, faults) or faults.add(at, "is empty")


def _number(value: Any, at: Any, faults: Faults) -> Any:
    return value if type(value) is Decimal else faults.mismatch(at, "a number", value)


def _no_repeats(value: Mapping[str, Any], at: Any, faults: Faults) -> None:
    if value.get("title") == value.get("owner"):
        faults.add(at, "is owned by itself")


def _sorted(parts: Codec) -> Codec:
    return Codec(parts.read, lambda found: sorted(parts.write(found), key=lambda each: str(each["name"])))


LEAVES = {str: Codec(_text), "key": Codec(_key), Decimal: Codec(_number)}
FORM = Form(LEAVES, special={(Plan, "parts"): _sorted}, checks={Plan: _no_repeats}, leading={Plan: ("shares",)})
PLAN = FORM.of(Plan)
plans = st.builds(
    Plan,
    st.text(),
    st.none() | st.text(min_size=1),
    st.lists(st.builds(Part, st.text(), st.sampled_from(Size)), max_size=1).map(tuple),
    st.dictionaries(st.text(), st.decimals(allow_nan=False, allow_infinity=False), max_size=3),
    st.none() | st.tuples(st.text(), st.decimals(allow_nan=False, allow_infinity=False)),
).filter(lambda plan: plan.title != plan.owner)


def read(value: Any) -> Any:
    faults = Faults()
    found = PLAN.read(value, ROOT, faults)
    faults.raise_if_any("")
    return found


def faults_of(value: Any) -> list[str]:
    with pytest.raises(ProblemFileError) as caught:
        read(value)
    return [str(fault) for fault in caught.value.faults]


@given(plans)
def test_what_is_written_is_read_back(plan: Plan) -> None:
    assert read(PLAN.write(plan)) == plan


def test_every_fault_is_told_at_once_with_its_place() -> None:
    value = {
        "titel": "A",
        "owner": "",
        "parts": [{"name": 1}, {"size": "huge", "name": "B"}, "C"],
        "shares": {"UK": True},
        "pair": ["one"],
    }
    assert faults_of(value) == [
        'titel: unknown key; did you mean "title"?',
        "owner: is empty",
        "parts[0].name: expected text, got the number 1",
        'parts[1].size: expected one of small, large, got text "huge"',
        'parts[2]: expected an object, got text "C"',
        "shares.UK: expected a number, got true",
        "pair: expected 2 values, got 1",
        "title: is required, but missing",
    ]


def test_a_key_given_twice_is_refused() -> None:
    twice = RepeatingObject(title="A")
    twice.repeated = ("title",)
    assert faults_of(twice) == ["title: the key is given more than once in this object"]


def test_a_check_looks_at_the_object_as_a_whole() -> None:
    assert faults_of({"title": "A", "owner": "A"}) == ["is owned by itself"]


def test_defaults_are_not_written_and_leading_fields_come_first() -> None:
    assert PLAN.write(Plan("A")) == {"title": "A"}
    plan = Plan("A", parts=(Part("z"), Part("b", Size.LARGE)), shares={"b": Decimal(1), "a": Decimal(2)})
    written = PLAN.write(plan)
    assert list(written) == ["shares", "title", "parts"]
    assert list(written["shares"]) == ["a", "b"]
    assert written["parts"] == [{"name": "b", "size": "large"}, {"name": "z"}]
    assert FORM.order(Plan) == ["shares", "title", "owner", "parts", "pair"]
