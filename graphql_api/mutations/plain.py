"""Inputs and records as the API names them and JSON can hold them, for the audit log and for effects."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, cast

import strawberry

from domain.records.descriptions import camel_case

LONGEST_TEXT = 2_000
LONGEST_LIST = 100


@cache
def _api_names(kind: Hashable) -> dict[str, str]:
    """The fields of an input, and how the API spells them."""
    return {field.name: camel_case(field.name) for field in fields(cast(Any, kind))}


def plain(value: Any) -> Any:
    """An input as the client named it and JSON can hold it, without what was left out; long texts and lists are cut."""
    if is_dataclass(value):
        given = [(shown, getattr(value, name)) for name, shown in _api_names(cast(Hashable, type(value))).items()]
        return {shown: plain(each) for shown, each in given if each is not strawberry.UNSET}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value[:LONGEST_LIST]]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value[:LONGEST_TEXT].replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float | Decimal):
        return Decimal(str(value))
    return value
