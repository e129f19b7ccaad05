"""Numbers by key, such as tokens by team or contributions by KPI, as lists that a schema can describe."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import strawberry


@strawberry.type(description="A number and what it belongs to, such as a team, a market or a KPI.")
class NumberByKey:
    key: str = strawberry.field(description="The key, such as that of a KPI or a team.")
    value: Decimal = strawberry.field(description="The value that belongs to the key.")


@strawberry.input(name="NumberByKeyInput", description="A number and what it belongs to; no key twice in one list.")
class NumberByKeyInput:
    key: str = strawberry.field(description="What it belongs to, such as a team, a market or a KPI.")
    value: Decimal = strawberry.field(description="The value that belongs to the key.")


def number_list(numbers: Mapping[str, Decimal]) -> list[NumberByKey]:
    """The numbers as a list, in the order of their keys."""
    return [NumberByKey(key=key, value=numbers[key]) for key in sorted(numbers)]
