"""What a mutation would change: it is done in full, looked at, and undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import strawberry

from domain.portfolio.portfolio import Portfolio
from domain.records.descriptions import camel_case
from domain.storage import changes as domain
from graphql_api.changes.kinds import TYPES, ChangeAction, ChangedKind
from graphql_api.mutations.user_input import plain
from graphql_api.scalars import JsonValue
from graphql_api.transport.relay.ids import encode_id
from persistence.initiatives.listing import COLUMNS as INITIATIVES
from persistence.initiatives.listing import initiatives
from persistence.scenarios_and_rules.listing import CONSTRAINT_SETS, SCENARIOS, constraint_sets, scenarios
from persistence.unit_of_work import SqlUnitOfWork

Place = tuple[domain.ChangedKind, str]
State = tuple[str, dict[str, Any]]
"""What people call an object, and its fields."""
_KEPT = frozenset({"id", "entry_versions", "version", "created_at", "updated_at", "created_by_user_id"})
_OPENED = frozenset({"initiative", "scenario", "constraint_set", "placement"})
"""Records within records, whose fields count as those of the whole."""
_NOTHING: tuple[Any, ...] = (None, "", [], {}, False)


@strawberry.type(description="What would become of one field of an object.")
class FieldEffect:
    field: str = strawberry.field(
        description="The field as the API names it; of items of a portfolio with their keys: items[K-1].selected."
    )
    before: JsonValue | None = strawberry.field(description="What it holds now; null for nothing.")
    after: JsonValue | None = strawberry.field(
        description="What it would hold; null for nothing. Long texts and lists are cut, as in the audit log."
    )


@strawberry.type(description="What would become of one object.")
class ObjectEffect:
    kind: ChangedKind = strawberry.field(description="What kind of object it is.")
    action: ChangeAction = strawberry.field(description="What would become of it.")
    id: strawberry.ID | None = strawberry.field(description="Its global id; null for one that would be new.")
    name: str | None = strawberry.field(
        description="Its name, or the key of an initiative; null for work, which has none of its own."
    )
    fields: list[FieldEffect] = strawberry.field(
        description="The fields that would change, by name; of a new object those that would hold something. Empty "
        "for work, and for what would be removed."
    )


@strawberry.type(description="What a mutation would change.")
class Effect:
    changes: list[ObjectEffect] = strawberry.field(
        description="Each object once; none where everything would stay as it is."
    )


@strawberry.interface(
    name="Outcome",
    description="What a mutation answers that can be rehearsed: `... on Outcome { effect { changes { name } } }`, of "
    "any kind. With validateOnly, objects are shown as they would be, and ids of new ones find nothing.",
)
class Outcome:
    effect: Effect | None = strawberry.field(
        description="What would be changed, where validateOnly asked for that; null where it was done.", default=None
    )


@strawberry.type(
    description="Work that was only rehearsed: all was looked at that is looked at before it is handed on."
)
class StartRehearsed(Outcome):
    """What would be stored when work is started."""


class Trial:
    """The rehearsal of one mutation."""

    def __init__(self, stops: bool) -> None:
        self.stops = stops
        self._noted: dict[Place, domain.ChangeAction] = {}
        self._after: dict[Place, State] = {}

    def look(self, uow: SqlUnitOfWork) -> None:
        """See what a transaction would store."""
        self._noted |= uow.noted
        self._after |= _states(uow, uow.noted)

    def effect(self, uow: SqlUnitOfWork) -> Effect:
        """What would be changed of what is stored."""
        before = _states(uow, self._noted)
        return Effect(changes=[_change(place, action, before, self._after) for place, action in self._noted.items()])


def _change(
    place: Place, action: domain.ChangeAction, before: Mapping[Place, State], after: Mapping[Place, State]
) -> ObjectEffect:
    kind, key = place
    is_new = action is domain.ChangeAction.CREATED
    name, held = after.get(place) or before.get(place) or (None, {})
    known = {} if is_new or place not in before else before[place][1]
    changed = sorted(field for field in {**known, **held} if not _same(known.get(field), held.get(field)))
    return ObjectEffect(
        kind=ChangedKind[kind.name],
        action=ChangeAction[action.name],
        id=None if is_new else strawberry.ID(encode_id(TYPES[kind], key)),
        name=name,
        fields=[
            FieldEffect(field=field, before=_json(known.get(field)), after=_json(held.get(field))) for field in changed
        ],
    )


def _same(first: Any, second: Any) -> bool:
    """Whether both are alike, or nothing takes the place of what counts as nothing."""
    return bool(first == second) or (None in (first, second) and first in _NOTHING and second in _NOTHING)


def _json(value: Any) -> JsonValue | None:
    return None if value is None else JsonValue(value)


def _states(uow: SqlUnitOfWork, places: Iterable[Place]) -> dict[Place, State]:
    """The objects that are stored, by their places."""
    keys: dict[domain.ChangedKind, list[int]] = {}
    for kind, key in places:
        keys.setdefault(kind, []).append(int(key) if key.isdigit() else 0)
    found: dict[Place, State] = {}
    for kind, listing, column in (
        (domain.ChangedKind.INITIATIVE, initiatives(), INITIATIVES.id),
        (domain.ChangedKind.SCENARIO, scenarios(), SCENARIOS.c.id),
        (domain.ChangedKind.CONSTRAINT_SET, constraint_sets(), CONSTRAINT_SETS.c.id),
    ):
        for record in listing.among(uow.connection, column, keys[kind]) if kind in keys else ():
            found[kind, str(record.id)] = _state(record)
    wanted = keys.get(domain.ChangedKind.PORTFOLIO, ())
    for number in {each.id for each in uow.portfolios.all()} & set(wanted) if wanted else ():
        found[domain.ChangedKind.PORTFOLIO, str(number)] = _state(uow.portfolios.get(number))
    return found


def _state(record: Any) -> State:
    held = _flat(record)
    return str(held.get("initiativeKey") or held.get("name") or ""), held


def _flat(record: Any, prefix: str = "") -> dict[str, Any]:
    """The fields of a record and of those in it, as the API names them."""
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _KEPT:
            continue
        if isinstance(record, Portfolio) and field.name == "items":
            for item in value:
                found |= _flat(item, f"items[{item.initiative_key}].")
        elif field.name in _OPENED:
            found |= _flat(value, prefix)
        else:
            found[prefix + camel_case(field.name)] = plain(value)
    return found
