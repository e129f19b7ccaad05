"""Which actions there are, and what carries each of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.actions.context import ActionContext
from domain.errors import InputError
from domain.ports import WorkKind


class ActionHandler(Protocol):
    """Carries an action out. It may be begun anew at any point, so doing it twice has to come to the same."""

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """What came of it, as JSON with exact decimals. Raises ``OptimizationEngineError`` where it failed."""


def accept(payload: Mapping[str, Any]) -> None:
    """A check of a payload that refuses none."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action. check: raises ``InputError`` for a payload that it could never carry out."""

    name: str
    summary: str
    handle: ActionHandler
    kind: WorkKind = WorkKind.JOB
    check: Callable[[Mapping[str, Any]], None] = accept


class ActionRegistry:
    """Actions by name."""

    def __init__(self, actions: Iterable[Action] = ()) -> None:
        self._actions: dict[str, Action] = {}
        for action in actions:
            self.register(action)

    def register(self, action: Action) -> None:
        """Add an action. Raises ``ValueError`` for a name that is taken."""
        if action.name in self._actions:
            raise ValueError(f"there is an action {action.name} already")
        self._actions[action.name] = action

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(sorted(self._actions))

    def get(self, name: str) -> Action:
        """The action of a name. Raises ``InputError``, which says what there is."""
        found = self._actions.get(name)
        if found is None:
            raise InputError(f"there is no job {name!r}; there are {', '.join(self.names)}")
        return found

    def kind(self, name: str) -> WorkKind:
        """What kind of work an action is; one that is not known any more is a job, which a worker will refuse."""
        found = self._actions.get(name)
        return WorkKind.JOB if found is None else found.kind
