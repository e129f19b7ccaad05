"""Facets of lists: how many of their rows have each value of a field that they can be filtered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement

from domain.records.descriptions import camel_case
from domain.storage.tokens_and_roles import Role
from graphql_api.context import Info
from graphql_api.transport.auth.roles import ROLE
from graphql_api.transport.relay.ids import encode_id
from persistence.database.facets import MOST_VALUES, facets
from persistence.database.listing import Listing


@strawberry.type(description="A value that rows of a list have.")
class FacetValue:
    value: str | None = strawberry.field(
        description="The value as the filter takes it: a text, an id, the name of a member of an enum, true or false; "
        "null for the rows that have none."
    )
    count: int = strawberry.field(description="How many rows have it.")


@strawberry.type(description="How many rows of a list have each value of one field.")
class Facet:
    field: str = strawberry.field(description="The field of the filter that takes these values, such as markets.")
    total: int = strawberry.field(description="How many different values there are, no value among them.")
    values: list[FacetValue] = strawberry.field(
        description=f"The values, the most frequent first; {MOST_VALUES} at most."
    )


def stored_facets(
    name: str,
    rows: str,
    listing: Callable[[Any], Listing[Any]],
    filter_type: Any,
    columns: Mapping[str, ColumnElement[Any]],
    shown: Mapping[str, Callable[[Any], str]] | None = None,
    within: Callable[[Any], ColumnElement[bool]] | None = None,
    role: Role | None = None,
) -> Any:
    """The field for the facets of a list.

    name: of the enum of its fields. listing: the rows that a filter admits. columns: by fields of the filter.
    shown: values of columns as clients have them, where their type does not say that. within: which rows belong to the
    object that has the field. role: who may ask, where not everybody may.
    """
    members = {each.upper(): strawberry.enum_value(each, description=f"{_about(each)}") for each in columns}
    make: Any = Enum
    field = strawberry.enum(make(name, members), description=f"What {rows} can be counted by.")
    texts = shown or {}

    async def resolve(self: Any, info: Any, by: Any, filter: Any = None) -> Any:
        asked, names = filter or filter_type(), [each.value for each in dict.fromkeys(by)]

        def chosen(each: str) -> Any:
            found = listing(replace(asked, **{each: None}))
            return (found if within is None else found.where(within(self))).statement, columns[each]

        wanted = {each: chosen(each) for each in names}
        found = await info.context.read(lambda uow: facets(uow.connection, wanted))
        return [
            Facet(
                field=camel_case(each),
                total=found[each].total,
                values=[
                    FacetValue(value=_text(value, texts.get(each)), count=rows) for value, rows in found[each].values
                ],
            )
            for each in names
        ]

    counted = strawberry.argument(description="Which facets; of each, its own condition in the filter does not count.")
    which = strawberry.argument(description="Which rows are counted; left out, those of the whole list.")
    resolve.__annotations__ = {
        "info": Info,
        "by": Annotated[list[field], counted],  # type: ignore[valid-type]
        "filter": Annotated[filter_type | None, which],
        "return": list[Facet],
    }
    about = f"How many {rows} have each value of some fields, in the order of these."
    return strawberry.field(
        resolver=resolve, description=about, metadata={"cost": 100} | ({ROLE: role} if role else {})
    )


def id_of(kind: str) -> Callable[[Any], str]:
    """The way from numbers of stored objects of a type to their global ids."""
    return lambda number: encode_id(kind, number)


def _about(name: str) -> str:
    return f"The field {camel_case(name)} of the filter."


def _text(value: Any, shown: Callable[[Any], str] | None) -> str | None:
    if value is None:
        return None
    if shown is not None:
        return shown(value)
    if isinstance(value, Enum):
        return value.name
    return str(value).lower() if isinstance(value, bool) else str(value)
