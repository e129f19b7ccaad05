"""Reads a portfolio to start from: an answer of the engine as JSON, a list of keys, or one key a line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import simplejson

from domain.analyses.session.placed import PlannedItem
from domain.errors import InputError
from domain.problem.sizing import Scope

IN_PORTFOLIO = ("selected", "forced_in")


def read_portfolio(path: Path) -> tuple[PlannedItem, ...]:
    """The initiatives of a portfolio, placed where the file says where. Raises ``InputError`` for what it is not."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            f"{path} is no text in UTF-8; give an answer of optengine, or a file with one key a line"
        ) from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
    if text.lstrip()[:1] not in ("{", "["):
        lines = (line.strip() for line in text.splitlines())
        return _distinct(path, [PlannedItem(line) for line in lines if line and not line.startswith("#")])
    try:
        content = simplejson.loads(text, use_decimal=True)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no JSON: {error}") from None
    return _distinct(path, [_item(path, entry) for entry in _entries(path, content)])


def _entries(path: Path, content: Any) -> list[Any]:
    """The selected initiatives of a solve's answer, of a trade's, or of a plain list."""
    if isinstance(content, Mapping) and isinstance(content.get("deal"), Mapping):
        content = content["deal"]
    if isinstance(content, Mapping):
        reports = content.get("initiatives")
        if isinstance(reports, list):
            chosen = [each for each in reports if isinstance(each, Mapping) and each.get("decision") in IN_PORTFOLIO]
            return [{**each, "period_key": each.get("period")} for each in chosen]
        content = content.get("selected")
    if not isinstance(content, list):
        raise InputError(f"{path} holds no portfolio: it is neither an answer of optengine nor a list of keys")
    return content


def _item(path: Path, entry: Any) -> PlannedItem:
    if isinstance(entry, str):
        return PlannedItem(entry)
    key = entry.get("initiative_key") if isinstance(entry, Mapping) else None
    if not isinstance(key, str):
        raise InputError(
            f"{path}: {str(entry)[:60]!r} is no initiative; give its key, or an object with initiative_key"
        )
    period, scope, tokens = entry.get("period_key"), entry.get("scope"), entry.get("tokens")
    sound = (
        (period is None or isinstance(period, str))
        and (scope is None or scope in tuple(Scope))
        and (tokens is None or (isinstance(tokens, int | Decimal) and not isinstance(tokens, bool)))
    )
    if not sound:
        raise InputError(f"{path}: the place of {key} is not like that of an answer (period, scope, tokens)")
    return PlannedItem(
        key, period, None if scope is None else Scope(scope), None if tokens is None else Decimal(tokens)
    )


def _distinct(path: Path, items: list[PlannedItem]) -> tuple[PlannedItem, ...]:
    seen: set[str] = set()
    for item in items:
        if item.initiative_key in seen:
            raise InputError(f"{path} names {item.initiative_key} twice")
        seen.add(item.initiative_key)
    return tuple(items)
