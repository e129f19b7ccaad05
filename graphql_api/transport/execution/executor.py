"""The executor of graphql-core, with plain fields completed by plans; the answers are the same, errors included."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, cast
from weakref import WeakMethod

from graphql import GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, GraphQLResolveInfoHelpers, GraphQLSchema
from graphql.execution import Executor
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList, GroupedFieldSet
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graphql_api.transport.execution.leaves import Completer
from graphql_api.transport.execution.plan import PlainFields, Plan, RowList, RowPlanner


class Split(NamedTuple):
    """The fields of one selection: the plain leaves by plan, the rest by graphql-core."""

    selection: GroupedFieldSet
    plain: list[tuple[str, str, Completer]]
    rest: GroupedFieldSet


@dataclass(slots=True)
class Selections:
    """The selections of one operation and their plans, by the ids of their parts, which are kept beside them.

    What is asked for many times shares them, where no directive makes them depend on variables.
    """

    root: GroupedFieldSet | None = None
    below: dict[tuple[GraphQLObjectType, int], tuple[FieldDetailsList, CollectedFields]] = field(default_factory=dict)
    rows: dict[tuple[int, int], tuple[FieldDetailsList, Plan | None]] = field(default_factory=dict)
    splits: dict[int, Split] = field(default_factory=dict)


@lru_cache(8)
def plain_fields(schema: GraphQLSchema) -> PlainFields:
    """What is known of the fields of a schema, worked out once."""
    return PlainFields(schema)


class ApiExecutor(Executor[None]):
    """Runs one operation, without incremental delivery."""

    operation_extensions: dict[str, object] | None = None

    build_resolve_info = StrawberryGraphQLCoreExecutionContext.build_resolve_info

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As ``Executor``; use ``build``."""
        super().__init__(*args, **kwargs)
        # Methods of its own would close a circle, and every answer would stay until the collector came by.
        self.async_helpers = GraphQLResolveInfoHelpers(
            gather=_weakly(self.gather_async_work), track=_weakly(self.track_async_work)
        )
        self._fields = plain_fields(self.schema)
        self._refused: set[tuple[int, int]] = set()
        self.share(Selections())

    def share(self, selections: Selections) -> None:
        """Go by what is known of the selections of this operation, and add to it."""
        self._selections = selections
        self._relevant_sub_fields = selections.below

    def execute_root_grouped_field_set(
        self,
        root_type: GraphQLObjectType,
        root_value: Any,
        grouped_field_set: GroupedFieldSet,
        serially: bool,
        position_context: None,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """Execute the fields as they were collected the first time, since all below is known by its place in them."""
        known = self._selections.root = self._selections.root or grouped_field_set
        return super().execute_root_grouped_field_set(root_type, root_value, known, serially, position_context)

    def complete_iterable_value(
        self,
        item_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: Any,
        position_context: None,
    ) -> AwaitableOrValue[list[Any]]:
        """Complete a list by a plan where every selected field of its objects is plain."""
        if items.__class__ is list or items.__class__ is tuple or isinstance(items, RowList):
            place = (id(field_details_list), id(item_type))
            plan = None if place in self._refused else self._row(item_type, field_details_list)
            if plan is not None:
                try:
                    return list(plan.many(items))
                except Exception:  # graphql-core does the list anew, and reports what is wrong
                    self._refused.add(place)
        return super().complete_iterable_value(item_type, field_details_list, info, path, items, position_context)

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: None,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """Complete the plain leaves of an object first, then the rest; in the order that was asked for."""
        split = self._split(parent_type, grouped_field_set)
        if not split.plain:
            return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)
        try:
            done = {key: complete(getattr(source_value, name)) for key, name, complete in split.plain}
        except Exception:
            return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)
        if not split.rest:
            return done
        rest = super().execute_fields(parent_type, source_value, path, split.rest, position_context)
        if self.is_awaitable(rest):
            return _merged_later(grouped_field_set, done, rest)
        return _merged(grouped_field_set, done, cast("dict[str, Any]", rest))

    def _row(self, item_type: GraphQLOutputType, details: FieldDetailsList) -> Plan | None:
        key = (id(details), id(item_type))
        known = self._selections.rows.get(key)
        if known is None:
            known = details, RowPlanner(self._fields, self.collect_subfields).row(item_type, details)
            self._selections.rows[key] = known  # with the details themselves, whose id must not be used anew
        return known[1]

    def _split(self, kind: GraphQLObjectType, selection: GroupedFieldSet) -> Split:
        split = self._selections.splits.get(id(selection))
        if split is None:
            split = Split(selection, [], {})
            for key, details in selection.items():
                plain = self._fields.get(kind.name, details[0].node.name.value)
                if plain and plain.leaf:
                    split.plain.append((key, plain.attribute, plain.leaf))
                else:
                    split.rest[key] = details
            self._selections.splits[id(selection)] = split
        return split


def _weakly(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same method, which does not keep its object alive; whoever calls it is a part of its execution."""
    reference = WeakMethod(method)

    def call(*arguments: Any, **named: Any) -> Any:
        found = reference()
        if found is None:
            raise RuntimeError("the operation has ended")
        return found(*arguments, **named)

    return call


def _merged(order: GroupedFieldSet, done: dict[str, Any], rest: dict[str, Any]) -> dict[str, Any]:
    done.update(rest)
    return {key: done[key] for key in order if key in done}


async def _merged_later(
    order: GroupedFieldSet, done: dict[str, Any], rest: Awaitable[dict[str, Any]]
) -> dict[str, Any]:
    return _merged(order, done, await rest)
