"""Where a fault is, in the words of the input of a mutation: ``input.initiatives[3].engineeringTokens``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.errors import Fault, NotFoundError, ProblemFileError
from domain.problem.initiative import Initiative
from domain.problem.scenario import Scenario
from domain.records.descriptions import camel_case
from domain.records.kinds import ByKey, Maybe, fields_of
from graphql_api.mutations.user_input import UserInputError
from graphql_api.transport.errors.codes import ErrorCode

NUMBERS_BY_KEY = frozenset(
    field.name
    for record in (Initiative, Scenario)
    for field in fields_of(record)
    if isinstance(field.kind.inner if isinstance(field.kind, Maybe) else field.kind, ByKey)
)
"""The fields whose inner names are keys of people, not names of fields."""
_HEAD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAME = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_]*')


def input_place(place: str, prefix: str = "input") -> str:
    """The place of a fault of the domain, as a client finds it in its input."""
    head = _HEAD.match(place)
    if head is None:
        return prefix
    name, rest = head.group().removesuffix("_json"), place[head.end() :]
    if name in NUMBERS_BY_KEY:
        rest = f"[{json.dumps(rest[1:], ensure_ascii=False)}]" if rest.startswith(".") else rest
    else:
        rest = _NAME.sub(lambda found: found.group() if found.group()[0] == '"' else camel_case(found.group()), rest)
    return f"{prefix}.{camel_case(name)}{rest}"


def input_faults(faults: tuple[Fault, ...], prefix: str = "input") -> tuple[Fault, ...]:
    """The same faults with places that a client finds in its input."""
    return tuple(Fault(input_place(fault.place, prefix), fault.message) for fault in faults)


@contextmanager
def faults_in_input() -> Iterator[None]:
    """Within it, faults that the domain finds get places of its input; what is missing was named by ``id``."""
    try:
        yield
    except NotFoundError as error:
        raise UserInputError("input.id", str(error), ErrorCode.NOT_FOUND) from None
    except ProblemFileError as error:
        raise ProblemFileError(input_faults(error.faults), error.source) from error


def new_name(name: str, find: Callable[[str], object]) -> None:
    """Raise ``UserInputError`` for a name that is empty, or that ``find`` finds taken."""
    if not name.strip():
        raise UserInputError("input.name", "is empty")
    if find(name) is not None:
        raise UserInputError("input.name", "there is one already of this name", ErrorCode.CONFLICT)
