"""What a record of the domain, each of its fields and each word of a closed set is, out of its docstring.

A docstring says what the record is and then, after a full stop or a semicolon, ``name: what it is`` or
``name, other: what they are`` for its fields. Clients read it in their own terms: None is null to them, and a field
in backquotes is spelled as they spell it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache
from typing import Any

from domain.lean import names_of


def camel_case(name: str) -> str:
    """The name of a field as the API spells it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@cache
def described(kind: Any, spelled: Callable[[str], str] = camel_case) -> tuple[str, dict[str, str]]:
    """The description of a dataclass, and those of its fields in the order in which it tells of them.

    Every one is a sentence or more. spelled: how clients spell the name of a field.
    """
    names = names_of(kind) or ()
    own = {name: spelled(name) for name in names}
    summary, found = _parts(kind, names, lambda name: own.get(name, name))
    told = {name: sentence(text) for name, text in found.items()}
    return summary, told | {name: sentence(words(name)) for name in names if not told.get(name)}


@cache
def described_members(kind: type[Enum]) -> tuple[str, dict[str, str]]:
    """The description of a closed set, and those of its members by name."""
    _, found = _parts(kind, [str(each.value) for each in kind], camel_case)
    summary = sentence((kind.__doc__ or words(kind.__name__)).strip().splitlines()[0])
    return summary, {each.name: sentence(found.get(str(each.value), "") or words(str(each.value))) for each in kind}


def _parts(kind: type[Any], names: Sequence[str], spelled: Callable[[str], str]) -> tuple[str, dict[str, str]]:
    """What a docstring says first, and then of each name."""
    text = " ".join((kind.__doc__ or "").split()).replace("``", "`")
    text = re.sub(r"\bNone\b", "null", re.sub(r"(?<=\. )None\b", "Null", text))
    text = re.sub(r"`(\w+)`", lambda found: f"`{spelled(found[1])}`", text)
    one = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
    parts = list(re.finditer(rf"(?:^|(?<=[.;] ))((?:{one})(?:, (?:{one}))*): ", text))
    ends = [*(part.start() for part in parts), len(text)]
    told = [(part[1], text[part.end() : end]) for part, end in zip(parts, ends[1:], strict=True)]
    found = {name: about for names_told, about in told for name in names_told.split(", ")}
    return sentence(text[: ends[0]]) or sentence(words(kind.__name__)), found


def sentence(text: str) -> str:
    """A text with a capital letter at its beginning and a full stop at its end; empty where it is."""
    plain = text.strip().rstrip(";.")
    return f"{plain[0].upper()}{plain[1:]}." if plain else ""


def words(name: str) -> str:
    """A name in words: ``x_from`` is x from, ``FrontierPoint`` is frontier point."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
