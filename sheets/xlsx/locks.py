"""Whether somebody has the file open: the programs for it leave a lock file beside it."""

from __future__ import annotations

from pathlib import Path

from sheets.errors import WorkbookInUseError


def refuse_if_open(path: Path) -> None:
    """Raises ``WorkbookInUseError`` while LibreOffice or Excel has the file open."""
    for lock, program, owner in (
        (path.with_name(f".~lock.{path.name}#"), "LibreOffice", _libreoffice_owner),
        (path.with_name(f"~${path.name}"), "Excel", _excel_owner),
    ):
        if lock.exists():
            who = owner(_content(lock))
            by = f" by {who}" if who else ""
            raise WorkbookInUseError(
                f"{path.name} is open in {program}{by}; nothing was written. Close it and write again. "
                f"If nobody has it open, delete {lock.name} beside it"
            )


def _content(lock: Path) -> bytes:
    try:
        return lock.read_bytes()[:1024]
    except OSError:
        return b""


def _libreoffice_owner(content: bytes) -> str:
    return next((part.strip() for part in content.decode("utf-8", "replace").split(",")[:2] if part.strip()), "")


def _excel_owner(content: bytes) -> str:
    length = content[0] if content else 0
    return content[1 : 1 + length].decode("utf-8", "replace").strip()
