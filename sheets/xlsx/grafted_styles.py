"""The styles that tabs bring along, added at the end of those of another file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from sheets.errors import WorkbookFormatError

FIRST_OF_ITS_OWN = 164
"""Number formats from here on are defined in the file."""
_COUNT = re.compile(rb"\bcount\s*=\s*(\"[0-9]+\"|'[0-9]+')")
_Element = ElementTree.Element


def graft_styles(data: bytes, given: bytes) -> tuple[bytes, dict[int, int]]:
    """The part of the styles with those of ``given``, and where each cell style of ``given`` is found in it.

    Fonts and fills that every file has stay those of the file.
    """
    ours, theirs = _parsed(data), _parsed(given)
    formats = {_number(each, "numFmtId"): each for each in _children(theirs, "numFmts")}
    known = [_number(each, "numFmtId") for each in _children(ours, "numFmts")]
    first = max([FIRST_OF_ITS_OWN - 1, *known]) + 1
    renumbered = {old: first + at for at, old in enumerate(formats)}
    for old, element in formats.items():
        element.set("numFmtId", str(renumbered[old]))
    start = {name: len(_children(ours, name)) for name in ("fonts", "fills", "cellXfs")}
    fonts, fills, cells = (_children(theirs, name) for name in ("fonts", "fills", "cellXfs"))
    for cell in cells:
        font, fill, number = (_number(cell, name) for name in ("fontId", "fillId", "numFmtId"))
        cell.set("fontId", str(start["fonts"] + font - 1 if font else 0))
        cell.set("fillId", str(start["fills"] + fill - 2 if fill > 1 else fill))
        cell.set("numFmtId", str(renumbered.get(number, number)))
        cell.set("borderId", "0")
        for name in ("Font", "Fill", "NumberFormat"):
            cell.set(f"apply{name}", "1")
    data = _with_formats(data, list(formats.values()))
    for name, added in (("fonts", fonts[1:]), ("fills", fills[2:]), ("cellXfs", cells)):
        data = _appended(data, name, start[name], added)
    return data, {at: start["cellXfs"] + at for at in range(len(cells))}


def _parsed(data: bytes) -> _Element:
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise WorkbookFormatError(f"the styles of the file are no XML: {error}") from None


def _children(root: _Element, name: str) -> list[_Element]:
    return next((list(each) for each in root if _local(each) == name), [])


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2]


def _number(element: _Element, name: str) -> int:
    return int(element.get(name, "0"))


def _with_formats(data: bytes, added: Sequence[_Element]) -> bytes:
    """Number formats come first of all, in a list that a file without any does not have."""
    if not added:
        return data
    if not re.search(rb"<(?:[\w.-]+:)?numFmts\b", data):
        opening = re.search(rb"<((?:[\w.-]+:)?)styleSheet\b[^>]*>", data)
        if opening is None:
            raise WorkbookFormatError("the styles of the file are not complete")
        empty = b'<%snumFmts count="0"></%snumFmts>' % (opening[1], opening[1])
        data = data[: opening.end()] + empty + data[opening.end() :]
    return _appended(data, "numFmts", len(_children(_parsed(data), "numFmts")), added)


def _appended(data: bytes, name: str, had: int, added: Sequence[_Element]) -> bytes:
    """The part with more elements at the end of one of its lists, which may be empty."""
    found = re.search(rb"<((?:[\w.-]+:)?)%s\b[^>]*?(/?)>" % name.encode(), data)
    if found is None:
        raise WorkbookFormatError(f"the styles of the file have no list {name}")
    closing = b"</" + found[1] + name.encode() + b">"
    head = _COUNT.sub(b'count="%d"' % (had + len(added)), found[0])
    items = "".join(_written(each, found[1].decode()) for each in added).encode()
    if found[2]:
        return data[: found.start()] + head[:-2].rstrip() + b">" + items + closing + data[found.end() :]
    end = data.find(closing, found.end())
    if end < 0:
        raise WorkbookFormatError(f"the list {name} in the styles of the file has no end")
    return data[: found.start()] + head + data[found.end() : end] + items + data[end:]


def _written(element: _Element, prefix: str) -> str:
    name = prefix + _local(element)
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in element.items())
    inner = "".join(_written(child, prefix) for child in element)
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"
