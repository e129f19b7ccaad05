"""The fields of items and the columns that each takes, so that no more is read than is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode
from sqlalchemy import ColumnElement, Text, type_coerce

from domain.rules.rule_names import rule_name
from graphql_api.context import Info
from graphql_api.enums import Decision, ItemSource, Scope
from graphql_api.portfolios.item_types import Placement, PortfolioItem
from graphql_api.reports.types import rule_named
from graphql_api.transport.relay.ids import encode_id
from persistence.database.column_types import JsonText
from persistence.portfolios.listing import INITIATIVES, ITEMS


def names_below(info: Info) -> frozenset[str]:
    """The names of all fields at any depth below the field that is resolved, also of those that are skipped."""
    names: set[str] = set()
    spread: set[str] = set()
    fragments = info._raw_info.fragments

    def collect(selections: Iterable[SelectionSetNode | None]) -> None:
        for selection in (each for found in selections if found is not None for each in found.selections):
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in spread:
                    spread.add(name)
                    collect([fragments[name].selection_set])
            elif isinstance(selection, FieldNode):
                names.add(selection.name.value)
                collect([selection.selection_set])
            elif isinstance(selection, InlineFragmentNode):
                collect([selection.selection_set])

    collect(node.selection_set for node in info._raw_info.field_nodes)
    return frozenset(names)


ITEM = "PortfolioItem"
REMEMBERED = 256
Row = tuple[Any, ...]
Reader = Callable[[Row], Any]
_SCOPES = {each.value: each for each in Scope}
_DECISIONS = {each.value: each for each in Decision}
_SOURCES = {each.value: each for each in ItemSource}
_COLUMNS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "id": (ITEMS.id,),
    "initiativeKey": (INITIATIVES.initiative_key,),
    "title": (INITIATIVES.title,),
    "market": (INITIATIVES.market,),
    "department": (INITIATIVES.department,),
    "category": (INITIATIVES.category,),
    "selected": (ITEMS.selected,),
    "allocatedTokens": (ITEMS.allocated_tokens,),
    "periodKey": (ITEMS.period_key,),
    "scope": (type_coerce(ITEMS.scope, Text()).label("scope_text"),),
    "decision": (type_coerce(ITEMS.decision, Text()).label("decision_text"),),
    "value": (ITEMS.value,),
    "rank": (ITEMS.rank,),
    "reasons": (ITEMS.reasons_json,),
    "blockingRules": (ITEMS.blocking_rules_json,),
    "blockers": (type_coerce(ITEMS.blocking_rules_json, JsonText()).label("blockers"),),
    "notes": (ITEMS.notes,),
    "source": (type_coerce(ITEMS.source, Text()).label("source_text"),),
    "optimizer": (
        ITEMS.optimizer_selected,
        ITEMS.optimizer_tokens,
        ITEMS.optimizer_period_key,
        type_coerce(ITEMS.optimizer_scope, Text()).label("optimizer_scope_text"),
    ),
    "overriddenByEmail": (ITEMS.overridden_by_email,),
}
_MADE: dict[str, Callable[..., Any]] = {
    "id": lambda number: encode_id(ITEM, number),
    "scope": _SCOPES.__getitem__,
    "decision": _DECISIONS.__getitem__,
    "source": _SOURCES.__getitem__,
    "reasons": lambda found: found or [],
    "blockingRules": lambda found: found or [],
    "blockers": lambda found: [rule_named(rule_name(each)) for each in found or ()],
    "optimizer": lambda selected, tokens, period, scope: (
        None
        if selected is None
        else Placement(selected=selected, tokens=tokens, period_key=period, scope=_SCOPES[scope])
    ),
}


class Fields:
    """Some fields of items: their columns, and how an item is made of these."""

    __slots__ = ("_attributes", "_made", "columns")

    def __init__(self, names: frozenset[str]) -> None:
        """names: as the schema has them; the id is always among the fields."""
        chosen = {name: columns for name, columns in _COLUMNS.items() if name in names or name == "id"}
        self.columns = tuple(column for columns in chosen.values() for column in columns)
        self._attributes: list[str] = []
        self._made: list[tuple[str, Reader]] = []
        place = 0
        for name, columns in chosen.items():
            self._attributes += [_ATTRIBUTES[name]] * len(columns)
            if name in _MADE:
                self._made.append((_ATTRIBUTES[name], _reader(_MADE[name], place, len(columns))))
            place += len(columns)

    def item(self, row: Row) -> PortfolioItem:
        """The item of a row; made by hand, as there may be thousands in an answer, and no other field may be asked."""
        item: PortfolioItem = PortfolioItem.__new__(PortfolioItem)
        item.__dict__ = values = dict(zip(self._attributes, row, strict=False))  # after them come the keys of the order
        for attribute, make in self._made:
            values[attribute] = make(row)
        return item


def _reader(made: Callable[..., Any], place: int, width: int) -> Reader:
    if width > 1:
        return lambda row: made(*row[place : place + width])
    return lambda row: made(row[place])


def _attribute(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


_ATTRIBUTES = {name: _attribute(name) for name in _COLUMNS}
ALL_FIELDS = Fields(frozenset(_COLUMNS))
_fields = lru_cache(REMEMBERED)(Fields)


def asked_fields(info: Info) -> Fields:
    """The fields of items that an operation may ask for below the field that is resolved."""
    return _fields(names_below(info).intersection(_COLUMNS))
