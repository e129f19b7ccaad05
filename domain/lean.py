"""Dataclasses that are made in a fifth of the time, for the modules that every command loads.

The library makes six functions of text for each class and imports what reads sources; a short command spends more time
on that than on its work. Here one function is made of text, and what asks for the library's view of a class (as
``dataclasses.fields`` does) makes it then. Only classes with slots that inherit nothing are made here; the others are
left to the library.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "defaults_of", "field", "names_of", "replace"]

FIELDS, PARAMS, DEFAULTS = "__dataclass_fields__", "__dataclass_params__", "__lean_defaults__"
PLAIN: Any = (object,)
OTHER_KINDS = ("ClassVar", "InitVar", "KW_ONLY")
OWN_METHODS = ("init", "eq", "hash", "setattr", "delattr", "getstate", "setstate", "slots")


class Factory:
    """The default of a field that is made anew for each instance."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make

    def __repr__(self) -> str:
        return "<factory>"


class _View:
    """What the library knows of a class, made when it is asked for."""

    def __init__(self, name: str, frozen: bool) -> None:
        self.name, self.frozen = name, frozen
        self.of: Any = None

    def __get__(self, instance: Any, owner: Any) -> Any:
        return getattr(_twin_of(self.of, self.frozen), self.name)


def _field(**options: Any) -> Any:
    if set(options) == {"default_factory"}:
        return Factory(options["default_factory"])
    import dataclasses

    return dataclasses.field(**options)


def _dataclass(cls: Any = None, /, **options: Any) -> Any:
    if cls is None:
        return lambda cls: _dataclass(cls, **options)
    if options.get("slots") is True and set(options) <= {"slots", "frozen"} and _is_plain(cls):
        return _made(cls, options.get("frozen", False))
    return _made_by_library(cls, options)


def _is_plain(cls: Any) -> bool:
    space = cls.__dict__
    if cls.__bases__ != PLAIN or any(f"__{name}__" in space for name in OWN_METHODS):
        return False
    for name, kind in space.get("__annotations__", {}).items():
        default: Any = type(space.get(name))
        if not isinstance(kind, str) or any(other in kind for other in OTHER_KINDS):
            return False
        if default.__hash__ is None or default.__module__ == "dataclasses":
            return False
    return True


def _made(cls: Any, frozen: bool) -> Any:
    space = dict(cls.__dict__)
    kinds: dict[str, str] = space.get("__annotations__", {})
    names = tuple(kinds)
    defaults = {name: space.pop(name) for name in names if name in space}
    views = _View(FIELDS, frozen), _View(PARAMS, frozen)
    values = _values(names)
    space |= {
        "__slots__": names,
        "__match_args__": names,
        DEFAULTS: defaults,
        FIELDS: views[0],
        PARAMS: views[1],
        "__init__": _init(cls, kinds, defaults, frozen),
        "__eq__": _eq(values),
        "__hash__": _hash(values) if frozen else None,
        "__replace__": _replace,
    }
    space.setdefault("__repr__", _repr(names))
    if frozen:
        refused = _refusal(frozenset(names), views[0])
        space |= {"__setattr__": refused("assign to"), "__delattr__": refused("delete")}
        space |= {"__getstate__": _getstate(names), "__setstate__": _setstate(names)}
    for automatic in ("__dict__", "__weakref__"):
        space.pop(automatic, None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    for view in views:
        view.of = made
    return made


def _init(cls: Any, kinds: dict[str, str], defaults: dict[str, Any], frozen: bool) -> Any:
    known: dict[str, Any] = {"__set": object.__setattr__}
    arguments, lines = ["self"], []
    for name in kinds:
        value, argument = name, name
        if name in defaults:
            known[f"__default_{name}"] = defaults[name]
            argument = f"{name}=__default_{name}"
        if isinstance(defaults.get(name), Factory):
            value = f"__default_{name}.make() if {name} is __default_{name} else {name}"
        arguments.append(argument)
        lines.append(f"__set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n  ".join(lines) or "pass"
    text = f"def make({', '.join(known)}):\n def __init__({', '.join(arguments)}):\n  {body}\n return __init__"
    made: dict[str, Any] = {}
    exec(text, vars(sys.modules[cls.__module__]) if cls.__module__ in sys.modules else {}, made)
    init = made["make"](**known)
    init.__annotations__ = {**kinds, "return": None}
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple([getattr(record, name) for name in names])


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Any:
    return lambda self, other: values(self) == values(other) if type(other) is type(self) else NotImplemented


def _hash(values: Callable[[Any], tuple[Any, ...]]) -> Any:
    return lambda self: hash(values(self))


def _repr(names: tuple[str, ...]) -> Any:
    def told(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return told


def _refusal(names: frozenset[str], view: _View) -> Callable[[str], Any]:
    def refused(verb: str) -> Any:
        def refuse(self: Any, name: str, *value: Any) -> None:
            if type(self) is view.of or name in names:
                from dataclasses import FrozenInstanceError

                raise FrozenInstanceError(f"cannot {verb} field {name!r}")
            (object.__setattr__ if value else object.__delattr__)(self, name, *value)

        return refuse

    return refused


def _getstate(names: tuple[str, ...]) -> Any:
    return lambda self: [getattr(self, name) for name in names]


def _setstate(names: tuple[str, ...]) -> Any:
    def restore(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return restore


_TWINS: dict[tuple[Any, bool], Any] = {}


def _twin_of(cls: Any, frozen: bool) -> Any:
    """A class of the same fields as the library makes it, for those who ask the library about the class."""
    if (cls, frozen) not in _TWINS:
        space = {"__module__": cls.__module__, "__annotations__": cls.__annotations__, **getattr(cls, DEFAULTS)}
        twin = _made_by_library(type(cls.__name__, (), space), {"frozen": frozen, "slots": True})
        _TWINS[cls, frozen] = twin
    return _TWINS[cls, frozen]


def _made_by_library(cls: Any, options: dict[str, Any]) -> Any:
    """What the library makes of a class whose fields may have factories of ours."""
    import dataclasses

    for name, default in list(vars(cls).items()):
        if isinstance(default, Factory):
            setattr(cls, name, dataclasses.field(default_factory=default.make))
    return dataclasses.dataclass(**options)(cls)


def names_of(record: Any) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass or an instance of one, in order; None for anything else."""
    kind = record if isinstance(record, type) else type(record)
    if DEFAULTS in vars(kind):
        return kind.__match_args__  # type: ignore[no-any-return, attr-defined]
    if not hasattr(kind, FIELDS):
        return None
    import dataclasses

    return tuple(each.name for each in dataclasses.fields(kind))


def defaults_of(kind: type[Any]) -> dict[str, Any]:
    """What the fields of a dataclass are where nothing is given; those that have to be given are left out."""
    if DEFAULTS not in vars(kind):
        import dataclasses

        return {
            each.name: each.default if each.default_factory is dataclasses.MISSING else each.default_factory()
            for each in dataclasses.fields(kind)
            if each.default is not dataclasses.MISSING or each.default_factory is not dataclasses.MISSING
        }
    found: dict[str, Any] = vars(kind)[DEFAULTS]
    return {name: default.make() if isinstance(default, Factory) else default for name, default in found.items()}


def _replace(record: Any, /, **changes: Any) -> Any:
    kind = type(record)
    if DEFAULTS not in vars(kind):
        import dataclasses

        return dataclasses.replace(record, **changes)
    for name in kind.__match_args__:
        if name not in changes:
            changes[name] = getattr(record, name)
    return kind(**changes)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _dataclass, _field, _replace
