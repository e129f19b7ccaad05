"""What a record of the domain and each of its fields are, out of its docstring.

A docstring says what the record is and then, after a full stop or a semicolon, ``name: what it is`` or
``name, other: what they are`` for its fields. Clients read it in their own terms: None is null to them, and a field
in backquotes is spelled as in the schema.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any


def described(kind: type[Any]) -> tuple[str, dict[str, str]]:
    """The description of a dataclass, and those of its fields by name; every one is a sentence or more."""
    names = [field.name for field in fields(kind)]
    text = _in_terms_of_clients(" ".join((kind.__doc__ or "").split()), names)
    found: dict[str, str] = {}
    summary = text
    if names:
        one = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        parts = list(re.finditer(rf"(?:^|(?<=[.;] ))((?:{one})(?:, (?:{one}))*): ", text))
        summary = text[: parts[0].start()] if parts else text
        ends = [*(part.start() for part in parts), len(text)][1:]
        for part, end in zip(parts, ends, strict=True):
            for name in part[1].split(", "):
                found[name] = sentence(text[part.end() : end])
    return sentence(summary) or sentence(words(kind.__name__)), {
        name: found.get(name) or sentence(words(name)) for name in names
    }


def _in_terms_of_clients(text: str, names: list[str]) -> str:
    text = re.sub(r"\bNone\b", "null", text.replace("``", "`"))
    return re.sub(r"`(\w+)`", lambda found: f"`{_camel(found[1]) if found[1] in names else found[1]}`", text)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def sentence(text: str) -> str:
    """A text with a capital letter at its beginning and a full stop at its end; empty where it is."""
    plain = text.strip().rstrip(";.")
    return f"{plain[0].upper()}{plain[1:]}." if plain else ""


def words(name: str) -> str:
    """A name in words: ``x_from`` is x from, ``FrontierPoint`` is frontier point."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
