"""Edits as inputs: of analyses, and of copies that are changed as they are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.edits.edits import Edit, EditKind
from graphql_api.records.generating import taken

EditInput: Any = taken(Edit).annotation
"""One edit, made from its record as the inputs of analyses are."""


def edits_of(given: Sequence[Any] | None) -> tuple[Edit, ...]:
    """The edits that an input gives."""
    plain = (taken(Edit).convert(each) for each in given or ())
    return tuple(Edit(edit["place"], edit.get("value", ""), EditKind(edit.get("kind", EditKind.SET))) for edit in plain)
