"""Live progress of actions."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions.requests import Actions, ActionView
from domain.runs.progress import PAUSE_SECONDS, Feed
from domain.storage import Storage


class ActionFeed(Feed[ActionView]):
    """Feed of actions."""

    def __init__(self, storage: Storage, actions: Actions, pause: float = PAUSE_SECONDS) -> None:
        def read(run_ids: Sequence[str]) -> list[ActionView]:
            with storage.reading() as uow:
                found = [uow.action_runs.get(run_id) for run_id in run_ids]
            return actions.views(found)

        super().__init__(read, pause)
