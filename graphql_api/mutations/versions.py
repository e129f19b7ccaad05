"""Changes that are refused where somebody else was quicker: ``ifVersion`` on every update."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from domain.errors import Fault
from graphql_api.mutations.user_input import UserInputError
from graphql_api.transport.errors.codes import ErrorCode
from graphql_api.transport.relay.node import Node

ABOUT = (
    "The version that the change is meant for. Where the object has another one by now, nothing is changed, the code "
    "is CONFLICT, and current has the object as it stands. Left out, it is changed whatever its version."
)


class StaleVersion(UserInputError):
    """A change that was meant for another version than the present one.

    current: the object, where there is one. clashes: what else of the change does not go with it.
    """

    def __init__(self, place: str, message: str, current: Node | None, clashes: Sequence[Fault] = ()) -> None:
        super().__init__(place, message, ErrorCode.CONFLICT)
        self.current = current
        self.clashes = (Fault(place, message), *clashes)


def version_field() -> dict[str, tuple[Any, Any]]:
    """The field of an input that changes something."""
    return {"if_version": (int | None, strawberry.field(description=ABOUT, default=None))}


def check_version(asked: int | None, found: int, current: Any) -> None:
    """Raise ``StaleVersion`` where another version was asked for. current: makes the object as it stands."""
    if asked is not None and asked != found:
        message = f"version {asked} was asked for, {found} is the present one"
        raise StaleVersion("input.ifVersion", message, current())
