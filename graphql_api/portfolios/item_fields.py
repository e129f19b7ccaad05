"""The fields of items and the columns that each takes, so that no more is read than is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, overload

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode
from sqlalchemy import ColumnElement, Text, type_coerce

from domain.rules.rule_names import rule_name
from graphql_api.context import Context, Info
from graphql_api.enums import Decision, ItemSource, Scope
from graphql_api.portfolios.item_types import Placement, PortfolioItem
from graphql_api.records.reported import rule_named
from graphql_api.transport.execution.plan import RowList
from graphql_api.transport.relay.ids import encode_id
from persistence.database.column_types import JsonText, KeptDecimal
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
ColumnReader = Callable[[Sequence[Row]], Sequence[Any]]
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
    "allocatedTokens": (type_coerce(ITEMS.allocated_tokens, KeptDecimal()).label("tokens_kept"),),
    "periodKey": (ITEMS.period_key,),
    "scope": (type_coerce(ITEMS.scope, Text()).label("scope_text"),),
    "decision": (type_coerce(ITEMS.decision, Text()).label("decision_text"),),
    "value": (type_coerce(ITEMS.value, KeptDecimal()).label("value_kept"),),
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
    """Some fields of items: their columns, and how items are made of these."""

    __slots__ = ("_readers", "columns")

    def __init__(self, names: frozenset[str]) -> None:
        """names: as the schema has them; the id is always among the fields."""
        chosen = {name: columns for name, columns in _COLUMNS.items() if name in names or name == "id"}
        self.columns = tuple(column for columns in chosen.values() for column in columns)
        self._readers: dict[str, ColumnReader] = {}
        place = 0
        for name, columns in chosen.items():
            self._readers[_ATTRIBUTES[name]] = _reader(_MADE.get(name), place, len(columns))
            place += len(columns)

    def column(self, attribute: str, rows: Sequence[Row]) -> Sequence[Any]:
        """An attribute of the items of rows."""
        return self._readers[attribute](rows)

    def item(self, row: Row) -> PortfolioItem:
        """The item of a row; made by hand, as there may be thousands in an answer, and no other field may be asked."""
        item: PortfolioItem = PortfolioItem.__new__(PortfolioItem)
        item.__dict__ = {attribute: read((row,))[0] for attribute, read in self._readers.items()}
        return item


class ItemRows(RowList[PortfolioItem]):
    """The items of rows."""

    def __init__(self, fields: Fields, rows: list[Row]) -> None:
        self._fields, self._rows = fields, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> PortfolioItem: ...
    @overload
    def __getitem__(self, place: slice) -> ItemRows: ...
    def __getitem__(self, place: int | slice) -> PortfolioItem | ItemRows:
        if isinstance(place, slice):
            return ItemRows(self._fields, self._rows[place])
        return self._fields.item(self._rows[place])

    def column(self, attribute: str) -> Sequence[Any]:
        """An attribute of all items."""
        return self._fields.column(attribute, self._rows)


def _reader(made: Callable[..., Any] | None, place: int, width: int) -> ColumnReader:
    read = itemgetter(place)
    if made is None:
        return lambda rows: list(map(read, rows))
    if width > 1:
        return lambda rows: [made(*row[place : place + width]) for row in rows]
    return lambda rows: list(map(made, map(read, rows)))


def _attribute(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


_ATTRIBUTES = {name: _attribute(name) for name in _COLUMNS}
ALL_FIELDS = Fields(frozenset(_COLUMNS))
_fields = lru_cache(REMEMBERED)(Fields)


def asked_fields(info: Info) -> Fields:
    """The fields of items that an operation may ask for below the field that is resolved."""
    known = info.context.loader(_fields_by_node)
    place = tuple(map(id, info._raw_info.field_nodes))  # which live as long as the operation
    if place not in known:
        names = names_below(info)
        names |= {"initiativeKey"} if "initiative" in names else set()
        known[place] = _fields(names.intersection(_COLUMNS))
    return known[place]


def _fields_by_node(_: Context) -> dict[tuple[int, ...], Fields]:
    return {}
