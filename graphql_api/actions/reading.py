"""How jobs and analyses are found, listed, followed and given up: one way for both, from the database and the queue."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from strawberry.dataloader import DataLoader

from domain.actions.requests import ActionView
from domain.errors import NotFoundError
from domain.storage.run import ActionRun, RunStatus
from graphql_api.context import Context, in_thread
from graphql_api.mutations import UserInputError
from graphql_api.mutations.filters import stored_filter
from graphql_api.records.facets import stored_facets
from graphql_api.records.lists import stored_list
from graphql_api.transport.errors.codes import ApiError
from graphql_api.transport.limits.query_limits import PAGE_MAX
from graphql_api.transport.relay.ids import decode_id, decode_int_id
from graphql_api.transport.relay.stored import stored_order
from persistence.actions.repository import COLUMNS, FACETS, ActionFilter, actions
from persistence.database.listing import Listing
from persistence.database.pages import SortKey

NodeT = TypeVar("NodeT")
NEWEST = stored_order("newest", SortKey(COLUMNS.id, descending=True))


@dataclass(frozen=True, slots=True)
class ActionKind(Generic[NodeT]):
    """Jobs, or analyses.

    type_name: of the schema. prefix: of the names of its actions. names: those that this version knows; None for all
    with the prefix. node: an action as the schema shows it.
    """

    type_name: str
    prefix: str
    names: tuple[str, ...] | None
    node: Callable[[ActionView], NodeT]

    def knows(self, action: ActionRun) -> bool:
        """Whether an action is of this kind."""
        return action.action.startswith(self.prefix) if self.names is None else action.action in self.names

    def id_of(self, global_id: str) -> str:
        """The public id in a global id. Raises ``ApiError`` INVALID_ID."""
        return decode_id(global_id, self.type_name)

    async def now(self, context: Context, run_id: str) -> NodeT:
        """One as it stands now. Raises ``NotFoundError``."""
        return self._of(await in_thread(context.actions.view, run_id))

    async def by_key(self, context: Context, key: str) -> NodeT | None:
        """The one of a global id; None where there is none."""
        view = await context.loader(action_views).load(key)
        return self.node(view) if view is not None and self.knows(view.run) else None

    def listed(self, node: Any, rows: str, filter_type: Any, order_type: Any) -> Any:
        """The root field for those that a filter admits, the newest first unless asked otherwise, as they stand now."""

        async def now(context: Context, found: list[ActionRun]) -> list[NodeT]:
            return [self.node(view) for view in await views_now(context, found)]

        shown = f"{rows}, the newest first"
        return stored_list(node, shown, self._listing, filter_type, order_type, None, "the newest first", now, NEWEST)

    def facets(self, rows: str, filter_type: Any, name: Callable[[Any], Any]) -> Any:
        """The root field that counts them. name: the member of the schema's enum for the name of an action."""
        shown = {"names": lambda action: str(name(action).name)}
        return stored_facets(f"{self.type_name}Facet", rows, self._listing, filter_type, FACETS, shown)

    async def follow(self, context: Context, global_id: str) -> AsyncGenerator[NodeT, None]:
        """One as it stands, and again whenever it moves. Raises ``NotFoundError``."""
        async with aclosing(context.action_progress.listen(self.id_of(global_id))) as views:
            async for view in views:
                yield self._of(view)

    async def cancel(self, context: Context, global_id: str) -> NodeT:
        """Give one up. Raises ``UserInputError`` and ``ConflictingStateError``."""
        try:
            run_id = self.id_of(global_id)
        except ApiError as error:
            raise UserInputError("input.id", error.message, error.code) from None
        await in_thread(context.actions.cancel, run_id)
        return await self.now(context, run_id)

    def _of(self, view: ActionView) -> NodeT:
        if not self.knows(view.run):
            raise NotFoundError(self.type_name.lower(), view.run.run_id)
        return self.node(view)

    def _listing(self, asked: Any) -> Listing[ActionRun]:
        return actions(self._wanted(asked))

    def _wanted(self, asked: Any) -> ActionFilter:
        """asked: the input of a filter, or nothing at all."""
        found: dict[str, Any] = stored_filter(dict, asked) or {}
        names = found.pop("names", None)
        if (statuses := found.get("statuses")) is not None:
            found["statuses"] = tuple(RunStatus(str(each)) for each in statuses)
        if (about := found.get("run_ids")) is not None:
            found["run_ids"] = tuple(decode_id(each, "Run") for each in about)
        if (about := found.get("scenario_ids")) is not None:
            found["scenario_ids"] = tuple(decode_int_id(each, "Scenario") for each in about)
        return ActionFilter(self.prefix, self.names if names is None else tuple(map(str, names)), **found)


def action_views(context: Context) -> DataLoader[str, ActionView | None]:
    """Actions of any kind as they stand now, by their run ids."""

    async def load(run_ids: list[str]) -> Sequence[ActionView | None]:
        found = await context.read(lambda uow: actions(ActionFilter()).among(uow.connection, COLUMNS.run_id, run_ids))
        known = {view.run.run_id: view for view in await views_now(context, found)}
        return [known.get(run_id) for run_id in run_ids]

    return DataLoader(load, max_batch_size=5 * PAGE_MAX, cache=False)


async def views_now(context: Context, found: Sequence[ActionRun]) -> list[ActionView]:
    """Stored actions as they stand now."""
    return await in_thread(context.actions.views, found) if found else []
