"""How high rows have to be for the texts that are written into them; programs show files without working that out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"\b(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL)
_WRAPS = re.compile(rb"\bwrapText\s*=\s*[\"'](?:1|true)[\"']")
_HEIGHT = re.compile(rb"\s+ht\s*=\s*[\"']([0-9.]+)[\"']")
_BY_HAND = re.compile(rb"\bcustomHeight\s*=\s*[\"'](?:1|true)[\"']")
LINE = 15.0
"""Points that a line takes, which is the height of a row without more."""
_MOST_LINES = 27
"""As many as a row can have."""
_LETTERS = 1.06
"""How many letters of a text there is room for in each unit of width, on the safe side."""


def wrapping_formats(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles that wrap their text."""
    found = _CELL_FORMATS.search(styles)
    formats = _FORMAT.findall(found[0]) if found else []
    return frozenset(str(at) for at, each in enumerate(formats) if _WRAPS.search(each))


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The visible columns of a tab that wrap their texts, with how many letters a line takes there."""

    letters: Mapping[int, float]

    def with_height(self, head: bytes, cells: Mapping[int, object]) -> bytes:
        """The opening tag of a row as high as its texts need; one whose height a person has set stays."""
        written = [at for at in self.letters if at in cells]
        if not written or _BY_HAND.search(head):
            return head
        lines = max(_lines(str(cells[at] or ""), self.letters[at]) for at in written)
        known = _HEIGHT.search(head)
        height = LINE * min(lines, _MOST_LINES)
        if known and len(written) < len(self.letters):
            height = max(height, float(known[1]))
        head = _HEIGHT.sub(b"", head)
        if height <= LINE:
            return head
        end = b"/>" if head.endswith(b"/>") else b">"
        return b'%s ht="%g"%s' % (head[: -len(end)].rstrip(), height, end)


NOTHING_WRAPS = Wrapped({})


def wrapped_columns(data: bytes, formats: frozenset[str]) -> Wrapped:
    """Read them off the XML of a tab. formats: the numbers of the styles that wrap."""
    letters = {}
    for found in _COLUMN.finditer(data, 0, max(data.find(b"sheetData"), 0)):
        said = {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(found[1])}
        if said.get("style") in formats and said.get("hidden") not in ("1", "true") and "width" in said:
            first, last = int(said["min"]), int(said["max"])
            for at in range(first - 1, min(last, first + 255)):
                letters[at] = max(float(said["width"]) * _LETTERS, 1.0)
    return Wrapped(letters)


def _lines(text: str, letters: float) -> int:
    return sum(max(1, math.ceil(len(line) / letters)) for line in text.split("\n"))
