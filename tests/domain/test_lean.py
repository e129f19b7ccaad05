"""Lean dataclasses are those of the library in all that anyone can see, but for the time that it takes to make them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar, get_type_hints

import pytest

from domain import lean
from domain.lean import defaults_of, names_of

ROOT = Path(__file__).parents[2]
T = TypeVar("T")
Make = Callable[..., Any]
made = lean.dataclass


@made(frozen=True, slots=True)
class Frozen:
    """With every kind of default."""

    name: str
    amount: Decimal = Decimal(0)
    tags: Sequence[str] = ()
    more: Mapping[str, int] = lean.field(default_factory=dict)

    @property
    def loud(self) -> str:
        """A property."""
        return self.name.upper()


@dataclasses.dataclass(frozen=True, slots=True)
class LibraryFrozen:
    """With every kind of default."""

    name: str
    amount: Decimal = Decimal(0)
    tags: Sequence[str] = ()
    more: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @property
    def loud(self) -> str:
        """A property."""
        return self.name.upper()


@made(slots=True)
class Changing:
    """Not frozen."""

    count: int = 0
    seen: list[int] = lean.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class LibraryChanging:
    """Not frozen."""

    count: int = 0
    seen: list[int] = dataclasses.field(default_factory=list)


@made(frozen=True, slots=True)
class Empty:
    """Without fields."""


@made(frozen=True, slots=True)
class Told:
    """Says itself what it is, and looks at itself when it is made."""

    value: float

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("is below zero")

    def __repr__(self) -> str:
        return "told"


PAIRS = [(Frozen, LibraryFrozen, ("a",)), (Changing, LibraryChanging, ())]


@pytest.mark.parametrize(("ours", "theirs", "given"), PAIRS)
def test_classes_look_alike(ours: Any, theirs: Any, given: tuple[Any, ...]) -> None:
    assert str(inspect.signature(ours)).replace("Library", "") == str(inspect.signature(theirs)).replace("Library", "")
    assert get_type_hints(ours) == get_type_hints(theirs)
    assert get_type_hints(ours.__init__) == get_type_hints(theirs.__init__)
    assert (ours.__slots__, ours.__match_args__) == (theirs.__slots__, theirs.__match_args__)
    assert (ours.__doc__, ours.__module__) == (theirs.__doc__, theirs.__module__)
    assert ours.__qualname__ == theirs.__qualname__.removeprefix("Library")
    assert {*dir(theirs)} - {*dir(ours)} == set()
    assert {*dir(ours)} - {*dir(theirs)} <= {"__lean_defaults__", "__replace__"}
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)


@pytest.mark.parametrize(("ours", "theirs", "given"), PAIRS)
def test_instances_behave_alike(ours: Any, theirs: Any, given: tuple[Any, ...]) -> None:
    one, other = ours(*given), theirs(*given)
    assert repr(one) == repr(other).removeprefix("Library")
    assert one == ours(*given) != other
    assert one != ours(*given[:0], "b")
    assert dataclasses.asdict(one) == dataclasses.asdict(other)
    assert dataclasses.astuple(one) == dataclasses.astuple(other)
    for way in (copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))):
        assert (way(one), type(way(one))) == (one, ours)
    assert not hasattr(one, "__dict__")


def test_defaults_that_are_made_are_made_anew() -> None:
    assert Changing().seen is not Changing().seen
    assert Frozen("a", more={"b": 1}).more == {"b": 1}


def test_frozen_ones_hash_as_the_library_does_and_refuse_what_it_refuses() -> None:
    assert hash(Frozen("a", more=())) == hash(LibraryFrozen("a", more=()))  # type: ignore[arg-type]
    for record in (Frozen("a"), LibraryFrozen("a")):
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
            record.name = "b"  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
            del record.name
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'other'"):
        setattr(Frozen("a"), "other", 1)  # noqa: B010


@pytest.mark.parametrize(("given", "named"), [((), {}), (("a", 1, 2, 3, 4), {}), (("a",), {"bogus": 1})])
def test_wrong_arguments_are_refused_in_the_same_words(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError) as ours:
        Frozen(*given, **named)
    with pytest.raises(TypeError) as theirs:
        LibraryFrozen(*given, **named)
    assert str(ours.value) == str(theirs.value).replace("Library", "")


def test_the_library_sees_what_it_would_have_made() -> None:
    assert dataclasses.is_dataclass(Frozen)
    for ours, theirs in ((Frozen, LibraryFrozen), (Changing, LibraryChanging)):
        pairs = zip(dataclasses.fields(ours), dataclasses.fields(theirs), strict=True)  # type: ignore[arg-type]
        assert [repr(our) for our, _ in pairs] == [repr(their) for their in dataclasses.fields(theirs)]  # type: ignore[arg-type]
    assert dataclasses.replace(Frozen("a"), name="b") == Frozen("b")
    assert Frozen("a").__replace__(name="b") == Frozen("b")  # type: ignore[attr-defined]
    assert [each.name for each in dataclasses.fields(Empty)] == []


def test_one_may_inherit_from_the_other() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class More(Frozen):
        last: int = 7

    @made(frozen=True, slots=True)
    class Most(More):
        very_last: int = 8

    record = Most("a", very_last=9)
    assert (record.name, record.last, record.very_last) == ("a", 7, 9)
    assert names_of(record) == ("name", "amount", "tags", "more", "last", "very_last")
    assert lean.replace(record, name="b") == Most("b", very_last=9)
    with pytest.raises(TypeError, match="cannot inherit"):
        made(slots=True)(type("Loose", (Frozen,), {"__annotations__": {}, "__module__": __name__}))


def test_what_is_not_plain_is_left_to_the_library() -> None:
    @made(frozen=True)
    class Open:
        value: int
        more: list[int] = lean.field(default_factory=list)

    @made(frozen=True, slots=True, order=True)
    class Ordered:
        value: int
        shown: int = lean.field(default=3, repr=False)

    @made(frozen=True, slots=True)
    class Counted:
        many: ClassVar[int] = 5
        value: int = 1

    @made(frozen=True, slots=True)
    class Of(Generic[T]):
        value: T

    @made(slots=True)
    class Same:
        value: int

        def __eq__(self, other: object) -> bool:
            return True

    assert Open(1).__dict__ == {"value": 1, "more": []}
    assert (Ordered(1) < Ordered(2), repr(Ordered(1)).endswith("Ordered(value=1)")) == (True, True)
    assert (names_of(Counted), Counted.many, Counted().value) == (("value",), 5, 1)
    assert Of(3) == Of(3)
    assert Same(1) == Same(2)
    with pytest.raises(ValueError, match="mutable default"):
        made(slots=True)(type("Wrong", (), {"__annotations__": {"a": "list"}, "a": [], "__module__": __name__}))


def test_a_class_may_look_at_itself_and_say_what_it_is() -> None:
    assert repr(Told(1.0)) == "told"
    with pytest.raises(ValueError, match="below zero"):
        Told(-1.0)
    nan = float("nan")
    assert Told(nan) == Told(nan)  # as tuples compare
    assert (Empty() == Empty(), hash(Empty()) == hash(Empty()), repr(Empty())) == (True, True, "Empty()")


def test_records_take_part_in_matches() -> None:
    match Frozen("a", Decimal(2)):
        case Frozen(name, amount):
            assert (name, amount) == ("a", Decimal(2))


def test_names_and_defaults() -> None:
    assert names_of(Frozen) == names_of(Frozen("a")) == names_of(LibraryFrozen) == ("name", "amount", "tags", "more")
    assert names_of(3) is names_of(int) is names_of("text") is None
    assert defaults_of(Frozen) == {"amount": Decimal(0), "tags": (), "more": {}}
    assert lean.replace(LibraryFrozen("a"), name="b") == LibraryFrozen("b")


def test_making_and_using_one_loads_little() -> None:
    program = (
        "import sys; from domain.lean import dataclass, field, replace, names_of\n"
        "@dataclass(frozen=True, slots=True)\nclass A:\n    b: 'int'\n    c: 'list' = field(default_factory=list)\n"
        "a = replace(A(1), b=2)\nassert (a, hash(A(1, ())), repr(a), names_of(a))\n"
        "sys.exit(str({'dataclasses', 'inspect'} & set(sys.modules)) if 'dataclasses' in sys.modules else 0)\n"
    )
    subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(ROOT)!r})\n{program}"], check=True
    )
