"""The limits of one operation."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_DEFAULT = 20
PAGE_MAX = 100


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How large a document may be. Fragments count wherever they are spread.

    fields: fields after all fragments are expanded.
    repeats: fields that name the same answer key again in one selection.
    tokens: lexical tokens of the whole document.
    characters: of the whole document, comments and texts included; values belong into variables.
    cost: objects that may be answered, see ``graphql_api.transport.limits.cost``.
    """

    depth: int = 16
    fields: int = 1_000
    aliases: int = 60
    directives: int = 60
    repeats: int = 60
    tokens: int = 4_000
    characters: int = 100_000
    cost: int = 50_000
