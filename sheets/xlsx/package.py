"""The parts of an .xlsx file: which one holds which tab, its notes, its styles."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from sheets.errors import WorkbookFormatError, WorkbookMissingError

LARGEST_PART = 256 * 2**20
MOST_UNPACKED = 150 * 2**20
"""Of a file that somebody gives in, all parts together."""
_OF_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


@dataclass(frozen=True, slots=True)
class Package:
    """Where things are in the file. tabs: the part of each tab in order; notes: the part with the notes of a tab.

    calc_chain: the part with the order in which formulas are computed; language: of the document, such as de-DE.
    """

    workbook: str
    tabs: dict[str, str]
    notes: dict[str, str]
    styles: str | None
    counts_from_1904: bool
    calc_chain: str | None = None
    language: str = ""


def read_part(archive: zipfile.ZipFile, part: str, *, is_copied: bool = False) -> bytes:
    """The content of a part. Raises ``WorkbookFormatError`` where it is missing, or beyond all measure to be read."""
    try:
        if not is_copied and archive.getinfo(part).file_size > LARGEST_PART:
            raise WorkbookFormatError(f"{archive.filename}: the part {part} is larger than {LARGEST_PART} bytes")
        return archive.read(part)
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise WorkbookFormatError(
            f"{archive.filename} is damaged or of another kind: its part {part} cannot be read ({error}); open it in "
            "the spreadsheet program and save it as .xlsx"
        ) from None


def parts_of(data: bytes) -> frozenset[str]:
    """The parts of an archive in memory; none for what is no archive at all.

    Raises ``WorkbookFormatError`` for one that is damaged, or that unpacks to more than is read.
    """
    if not data.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                raise WorkbookFormatError(f"unpacks to more than {MOST_UNPACKED:,} bytes, more than is read")
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise WorkbookFormatError("is damaged, or was not copied to its end") from None


def open_archive(path: Path | BytesIO) -> zipfile.ZipFile:
    """The file as an archive. Raises ``WorkbookMissingError`` or ``WorkbookFormatError``."""
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise WorkbookMissingError(f"there is no file {path}; the setup of the spreadsheet makes it") from None
    except IsADirectoryError:
        raise WorkbookFormatError(f"{path} is a directory, not a file") from None
    except zipfile.BadZipFile:
        raise WorkbookFormatError(f"{path} is no .xlsx file: {_what_it_is(path)}") from None
    except OSError as error:
        raise WorkbookMissingError(f"{path} cannot be opened: {error.strerror or error}") from None


def _what_it_is(path: Path | BytesIO) -> str:
    """What people may have meant by a file that is none of ours."""
    if isinstance(path, BytesIO):
        return "it is damaged"
    with path.open("rb") as file:
        start = file.read(len(_OF_OLD))
    if start == _OF_OLD:
        return "it is protected by a password, or of the old kind .xls; save it as .xlsx without a password"
    if not start:
        return "it is empty; delete it, and the setup of the spreadsheet makes a new one"
    if start.startswith(b"PK"):
        return "it is damaged, or was not copied to its end"
    return "it is some other kind of file under that name; save it as .xlsx"


def read_package(archive: zipfile.ZipFile) -> Package:
    """Find the parts of an opened file."""
    workbook = _related(archive, "", "officeDocument") or "xl/workbook.xml"
    root = _parse(archive, workbook)
    by_id = _targets(archive, workbook)
    tabs: dict[str, str] = {}
    notes: dict[str, str] = {}
    for sheet in _descendants(root, "sheet"):
        name = sheet.get("name", "")
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, part = by_id.get(relation, ("", ""))
        if kind == "worksheet":
            tabs[name] = part
            if commented := _related(archive, part, "comments"):
                notes[name] = commented
    properties = next(_descendants(root, "workbookPr"), None)
    return Package(
        workbook=workbook,
        tabs=tabs,
        notes=notes,
        styles=next((part for kind, part in by_id.values() if kind == "styles"), None),
        counts_from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
        calc_chain=next((part for kind, part in by_id.values() if kind == "calcChain"), None),
        language=_language(archive),
    )


def _language(archive: zipfile.ZipFile) -> str:
    """The language that the properties of the document name; nothing where they name none."""
    part = _related(archive, "", "core-properties")
    if part is None or part not in archive.namelist():
        return ""
    return (_parse(archive, part).findtext("{http://purl.org/dc/elements/1.1/}language") or "").strip()


def without_part(archive: zipfile.ZipFile, package: Package, part: str) -> dict[str, bytes]:
    """The parts that name another part, changed so that they name it no more."""
    folder, name = posixpath.split(package.workbook)
    naming = {
        "[Content_Types].xml": re.compile(
            rb"<Override\b[^>]*PartName=[\"']/" + re.escape(part.encode()) + rb"[\"'][^>]*?/>"
        ),
        posixpath.join(folder, "_rels", f"{name}.rels"): re.compile(rb"<Relationship\b[^>]*/calcChain[\"'][^>]*?/>"),
    }
    return {naming_part: mark.sub(b"", read_part(archive, naming_part)) for naming_part, mark in naming.items()}


def read_notes(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The notes of a tab by the names of their cells."""
    return {
        comment.get("ref", ""): "".join(text.text or "" for text in _descendants(comment, "t"))
        for comment in _descendants(_parse(archive, part), "comment")
    }


def sheet_names(archive: zipfile.ZipFile) -> list[str]:
    """The names of all sheets, those included that hold a chart and no cells."""
    workbook = _related(archive, "", "officeDocument") or "xl/workbook.xml"
    return [sheet.get("name", "") for sheet in _descendants(_parse(archive, workbook), "sheet")]


def related_parts(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part leads to: by part, the id of the relation and its kind."""
    return {target: (identity, kind) for identity, (kind, target) in _targets(archive, part).items()}


def _descendants(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    for namespace in (_MAIN, _STRICT):
        yield from root.iter(namespace + name)


def _parse(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(read_part(archive, part))
    except ElementTree.ParseError as error:
        raise WorkbookFormatError(f"{archive.filename}: the part {part} is no XML: {error}") from None


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """By the id of the relation: its kind, and the part that it leads to."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return {}
    found = {}
    for relation in _parse(archive, relations):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = relation.get("Type", "").rpartition("/")[2], target
    return found


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    return next((target for found, target in _targets(archive, part).values() if found == kind), None)
