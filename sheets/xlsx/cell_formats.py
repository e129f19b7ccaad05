"""Which cells of a tab have a number format that shows powers of ten."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sheets.workbook.area import parse_cell

_BUILT_IN = frozenset({11, 48})
_CODE = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_ID = re.compile(rb"\bnumFmtId\s*=\s*[\"']([0-9]+)[\"']")
_POWER = re.compile(rb"formatCode\s*=\s*[\"'][^\"']*[0#?]E[+-]", re.IGNORECASE)
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]+[0-9]+)[\"']")
_STYLE_OF_CELL = re.compile(rb"\bs\s*=\s*[\"']([0-9]+)[\"']")


def scientific_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers of the cell styles of a file, by which its cells name them."""
    codes = _BUILT_IN | {
        int(number[1]) for code in _CODE.findall(styles) if _POWER.search(code) and (number := _ID.search(code))
    }
    found = _STYLES.search(styles)
    named = _STYLE.findall(found[1]) if found else []
    return frozenset(
        b"%d" % index for index, style in enumerate(named) if (number := _ID.search(style)) and int(number[1]) in codes
    )


def cells_of_styles(tab: bytes, styles: Collection[bytes]) -> Iterator[tuple[int, int]]:
    """The cells of a tab that have one of the styles."""
    if not styles:
        return
    for attributes in _CELL.findall(tab):
        style = _STYLE_OF_CELL.search(attributes)
        if style and style[1] in styles and (place := _PLACE.search(attributes)):
            yield parse_cell(place[1].decode())
