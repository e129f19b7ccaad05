"""Refuses a job whose options name what is not there, before it is stored, with the command that helps."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.errors import InputError, NotFoundError
from domain.storage import UnitOfWork


def check_files(given: Mapping[str, str | None]) -> None:
    """Raise ``InputError`` for a file that is not there. given: spreadsheets as they were named, by option."""
    for option, name in given.items():
        if name is None or not name.casefold().endswith((".xlsx", ".xlsm")) or Path(name).exists():
            continue
        kind = " --roadmap" if option == "roadmap" else ""
        raise InputError(f"there is no file {name}; `optengine sheet setup {shlex.quote(name)}{kind}` makes it")


def check_stored(uow: UnitOfWork, payload: Mapping[str, Any], database: str | None) -> None:
    """Raise ``InputError`` for a run or a portfolio that is not stored. database: as it was named, if it was."""
    try:
        if payload.get("run_id") is not None:
            uow.runs.get(payload["run_id"])
        if payload.get("portfolio_id") is not None:
            uow.portfolios.get(payload["portfolio_id"])
    except NotFoundError as error:
        where = "" if database is None else f" --database {shlex.quote(database)}"
        raise InputError(f"{error}; `optengine run list{where}` lists the runs, whose portfolios they are") from None
