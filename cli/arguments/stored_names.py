"""Finds what is stored under a name or a number, as people give it on the command line."""

from __future__ import annotations

from domain.errors import NotFoundError
from domain.storage import UnitOfWork


def scenario_number(uow: UnitOfWork, text: str) -> int:
    """The number of a scenario. Raises ``NotFoundError``."""
    found = uow.scenarios.by_name(text)
    if found is None and text.isdecimal():
        found = uow.scenarios.get(int(text))
    if found is None:
        raise NotFoundError("scenario", text)
    return found.id


def constraint_set_number(uow: UnitOfWork, text: str) -> int:
    """The number of a constraint set. Raises ``NotFoundError``."""
    found = uow.constraint_sets.by_name(text)
    if found is None and text.isdecimal():
        found = uow.constraint_sets.get(int(text))
    if found is None:
        raise NotFoundError("constraint set", text)
    return found.id
