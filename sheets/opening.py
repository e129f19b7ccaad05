"""Opens a spreadsheet by what people call it: the path of a file, or the id or address of a Google spreadsheet.

Files that callers of the API may name lie in the worker's own directory, wherever links lead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from domain.errors import InputError
from sheets.center.workbooks import OptimizationCenter, Roadmap
from sheets.errors import WorkbookMissingError
from sheets.memory import Memory
from sheets.workbook import Workbook

T = TypeVar("T")
FILES = (".xlsx", ".xlsm")


def inside_only(opens: Callable[[str], T]) -> Callable[[str], T]:
    """The same, for files by their whole path, as the command line names them, and for files inside the directory."""

    def opened(name: str) -> T:
        refuse_outside(name)
        return opens(name)

    return opened


def refuse_outside(name: str) -> None:
    """Raise ``InputError`` for a relative path that leads out of the working directory."""
    path = Path(name)
    if not name.casefold().endswith(FILES) or path.is_absolute():
        return
    try:
        is_inside = path.resolve().is_relative_to(Path.cwd().resolve())
    except (OSError, ValueError, RuntimeError):  # links in a circle, a name that no file can have
        is_inside = False
    if not is_inside:
        raise InputError(f"{name[:200]!r} lies outside the directory of the workers; name a file inside it")


ACCOUNT_VARIABLE = "OPTENGINE_GOOGLE_SERVICE_ACCOUNT"
BASE_URL_VARIABLE = "OPTENGINE_GOOGLE_BASE_URL"
_ADDRESS = re.compile(r"https://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)")
_ID = re.compile(r"[A-Za-z0-9_-]{20,}")


def open_center(name: str, memory: Memory | None = None) -> OptimizationCenter:
    """The Optimization Center of a name, as ``open_workbook`` takes it. memory: of what was last synced."""
    return OptimizationCenter(open_workbook(name), memory)


def open_roadmap(name: str, memory: Memory | None = None) -> Roadmap:
    """The Roadmap spreadsheet of a name, as ``open_workbook`` takes it. memory: of what was last written."""
    return Roadmap(open_workbook(name), memory)


def open_workbook(name: str) -> Workbook:
    """``plan.xlsx`` is a file; an address of docs.google.com or an id alone is a Google spreadsheet.

    Google asks for a service account, by the path of its key file or by the key itself, in
    OPTENGINE_GOOGLE_SERVICE_ACCOUNT; without one, the default credentials of the machine are used. Nothing is read yet.
    Raises ``WorkbookMissingError`` for what is neither, ``WorkbookError`` for credentials that cannot be used.
    """
    if name.casefold().endswith((".xlsx", ".xlsm")):
        from sheets.xlsx.workbook import XlsxWorkbook

        return XlsxWorkbook(Path(name))
    address = _ADDRESS.match(name.strip())
    if address is None and not _ID.fullmatch(name.strip()):
        raise WorkbookMissingError(
            f"{name!r} is neither an .xlsx file nor the id or address of a Google spreadsheet; write plan.xlsx or "
            "https://docs.google.com/spreadsheets/d/…"
        )
    from sheets.google.workbook import open_google

    return open_google(
        address[1] if address else name.strip(),
        service_account=os.environ.get(ACCOUNT_VARIABLE, ""),
        base_url=os.environ.get(BASE_URL_VARIABLE, ""),
    )
