"""Which actions there are, and what carries each of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from domain.errors import InputError
from domain.ports import WorkKind

if TYPE_CHECKING:
    from domain.actions.context import ActionContext


class ActionHandler(Protocol):
    """Executes an action. It may be started again at any point, so doing it twice must have the same result."""

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Return the result as JSON with exact decimals. Raises ``OptimizationEngineError`` where it failed."""


def accept(payload: Mapping[str, Any]) -> None:
    """A check that refuses no payload."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action.

    load: makes what carries it out, when an execution needs it: whoever starts an action loads nothing of it.
    check: raises ``InputError`` for a payload that it could never execute.
    """

    name: str
    summary: str
    load: Callable[[], ActionHandler]
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
        """Action by name. Raises ``InputError``, which lists the known names."""
        found = self._actions.get(name)
        if found is None:
            raise InputError(f"there is no job {name!r}; there are {', '.join(self.names)}")
        return found

    def kind(self, name: str) -> WorkKind:
        """Kind of work of an action; an unknown name counts as a job, which a worker will refuse."""
        found = self._actions.get(name)
        return WorkKind.JOB if found is None else found.kind
