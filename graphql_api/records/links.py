"""Fields that lead from the keys of initiatives to these, as the backlog has them now."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, ForwardRef

import strawberry

from graphql_api.context import Info
from graphql_api.transport.relay.lookups import BY_KEY

_INITIATIVE: Any = Annotated[ForwardRef("Initiative"), strawberry.lazy("graphql_api.initiatives.types")]


def links_of(names: Collection[str]) -> dict[str, tuple[None, Any]]:
    """The links that belong to the fields of a record, by name."""
    made = {"initiative_key": ("initiative", initiative_link), "initiative_keys": ("initiatives", _initiatives_link)}
    return {name: (None, link()) for source, (name, link) in made.items() if source in names and name not in names}


def initiative_link() -> Any:
    """The initiative of an object with an ``initiative_key``; many of them are one statement."""

    async def initiative(self: Any, info: Info) -> Any:
        key = self.initiative_key
        return None if key is None else await info.context.loader(BY_KEY["Initiative"]).load(key)

    return strawberry.field(
        resolver=initiative,
        description="The initiative as the backlog has it now; null where it is not there.",
        graphql_type=_INITIATIVE | None,
    )


def _initiatives_link() -> Any:
    async def initiatives(self: Any, info: Info) -> Any:
        found = await info.context.loader(BY_KEY["Initiative"]).load_many(list(self.initiative_keys))
        return [each for each in found if each is not None]

    return strawberry.field(
        resolver=initiatives,
        description="The initiatives that it names, as the backlog has them now, but for those that are not there.",
        graphql_type=list[_INITIATIVE],
    )
