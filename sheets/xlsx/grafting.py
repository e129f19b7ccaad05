"""Puts the tabs of one file into another, and leaves every other part of that one as it is.

A library that reads a whole file and saves it anew drops what it does not know, and the results of all formulas.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr

from sheets.errors import WorkbookError, WorkbookFormatError
from sheets.xlsx.grafted_styles import graft_styles
from sheets.xlsx.package import Package, open_archive, read_package, read_part, related_parts, sheet_names
from sheets.xlsx.patching import copy_parts
from sheets.xlsx.splice import patch

TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/"
_KINDS = {
    "worksheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
}
_SELECTED = re.compile(rb'\s+tabSelected="[^"]*"')
_COLUMN_STYLE = re.compile(rb'(<col\b[^>]*?\sstyle=")([0-9]+)(")')


@dataclass(frozen=True, slots=True)
class Graft:
    """A tab on its way. rows: the texts of its header; parts: its own parts by their new names, with their kinds."""

    name: str
    part: str
    parts: Mapping[str, tuple[str, bytes]]


def graft_tabs(source: Path, target: Path, donor: BytesIO, headers: Mapping[str, Sequence[str]]) -> None:
    """Write to ``target`` what ``source`` is with the tabs of ``donor`` at its end. headers: of each tab, in order."""
    with open_archive(source) as archive, open_archive(donor) as giving:
        package, given = read_package(archive), read_package(giving)
        workbook = read_part(archive, package.workbook)
        if _STRICT in workbook:
            raise WorkbookError(
                f"{source.name} is of the kind Strict Open XML, to which no tabs can be added; save it as .xlsx of "
                "the usual kind"
            )
        taken = {name.casefold() for name in sheet_names(archive)}
        if twice := [name for name in headers if name.casefold() in taken]:
            raise WorkbookError(f"{source.name} has something else called {twice[0]}; rename that, and try again")
        styles, places = _styles(archive, package, giving, given)
        grafts = []
        names = set(archive.namelist())
        for name, texts in headers.items():
            grafts.append(_graft(giving, given.tabs[name], name, texts, places, names))
            names |= set(grafts[-1].parts)
        changed, added = _bound(archive, package.workbook, grafts)
        if package.styles and styles:
            changed[package.styles] = styles
        copy_parts(archive, target, changed, added)


def _styles(
    archive: zipfile.ZipFile, package: Package, giving: zipfile.ZipFile, given: Package
) -> tuple[bytes, dict[int, int]]:
    if package.styles is None or given.styles is None:
        return b"", {}
    return graft_styles(read_part(archive, package.styles), read_part(giving, given.styles))


def _graft(
    giving: zipfile.ZipFile, part: str, name: str, texts: Sequence[str], places: Mapping[int, int], names: set[str]
) -> Graft:
    """A tab with its notes, its styles those of the new file."""

    def style_of(_row: int, _column: int, style: str) -> str:
        return str(places.get(int(style or 0), 0))

    data = patch(read_part(giving, part), {0: dict(enumerate(texts))}, style_of)
    data = _SELECTED.sub(b"", data)
    data = _COLUMN_STYLE.sub(lambda found: b"%s%d%s" % (found[1], places.get(int(found[2]), 0), found[3]), data)
    number = 1
    while any(_renumbered(each, number) in names for each in (part, *related_parts(giving, part))):
        number += 1
    return Graft(name, _renumbered(part, number), _carried(giving, part, number, "worksheet", data))


def _carried(giving: zipfile.ZipFile, part: str, number: int, kind: str, data: bytes) -> dict[str, tuple[str, bytes]]:
    """A part under its new name, and all that it leads to."""
    new = _renumbered(part, number)
    parts: dict[str, tuple[str, bytes]] = {new: (kind, data)}
    relations = []
    for other, (identity, its_kind) in related_parts(giving, part).items():
        parts |= _carried(giving, other, number, its_kind, read_part(giving, other))
        relations.append("<" + _relation(identity, its_kind, f"/{_renumbered(other, number)}"))
    if relations:
        opening = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        folder, file = posixpath.split(new)
        parts[f"{folder}/_rels/{file}.rels"] = "", f"{opening}{''.join(relations)}</Relationships>".encode()
    return parts


def _renumbered(part: str, number: int) -> str:
    """A free name for a part; a tab has several charts, which keep their own numbers."""
    own = r"-\1" if part.startswith("xl/charts/") else ""
    return re.sub(r"([0-9]*)(\.\w+)$", rf"{number}{own}\2", part)


def _bound(
    archive: zipfile.ZipFile, workbook: str, grafts: Sequence[Graft]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The parts that list the tabs, and the new ones."""
    folder, file = posixpath.split(workbook)
    relations = f"{folder}/_rels/{file}.rels"
    data, bonds, types = (read_part(archive, part) for part in (workbook, relations, TYPES))
    last = max((int(found) for found in re.findall(rb"\bsheetId=[\"']([0-9]+)", data)), default=0)
    for number, graft in enumerate(grafts, start=1):
        identity = _free(bonds, number)
        sheet = f'sheet xmlns:r="{_OFFICE}" name={quoteattr(graft.name)} sheetId="{last + number}" r:id="{identity}"/>'
        data = _before_end(data, "sheets", sheet)
        bonds = _before_end(bonds, "Relationships", _relation(identity, "worksheet", f"/{graft.part}"))
        for part, (kind, _) in graft.parts.items():
            types = _typed(types, part, kind)
    added = {part: content for graft in grafts for part, (_, content) in graft.parts.items()}
    return {workbook: data, relations: bonds, TYPES: types}, added


def _free(relations: bytes, number: int) -> str:
    while f'"rId{number}"'.encode() in relations or f"'rId{number}'".encode() in relations:
        number += 1
    return f"rId{number}"


def _before_end(data: bytes, element: str, item: str) -> bytes:
    """Put one more item, given without its bracket, in front of the end of a list."""
    found = list(re.finditer(rb"</((?:[\w.-]+:)?)" + element.encode() + rb"\s*>", data))
    if not found:
        raise WorkbookFormatError(f"the list {element} of the file has no end, so that no tabs can be added")
    at = found[-1].start()
    return data[:at] + b"<" + found[-1][1] + item.encode() + data[at:]


def _relation(identity: str, kind: str, target: str) -> str:
    return f'Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _typed(types: bytes, part: str, kind: str) -> bytes:
    """The list of content types with the one of a part."""
    if kind not in _KINDS:
        return types
    return _before_end(types, "Types", f'Override PartName="/{part}" ContentType="{_KINDS[kind]}"/>')
