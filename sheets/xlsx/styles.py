"""Styles of cells that hold dates: found among those of the file, or added at its end."""

from __future__ import annotations

import re

from sheets.errors import WorkbookFormatError

DATE_FORMAT = 14
MOMENT_FORMAT = 22
_FORMATS = re.compile(rb"<(\w+:)?cellXfs\b[^>]*?(/>|>)")
_COUNT = re.compile(rb"\bcount\s*=\s*(\"[0-9]+\"|'[0-9]+')")
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_NUMBER_FORMAT = re.compile(rb"\bnumFmtId\s*=\s*[\"']([0-9]+)[\"']")


class Styles:
    """The cell styles of a file. ``data`` is its part with what was added; ``changed`` says whether anything was."""

    def __init__(self, data: bytes) -> None:
        opening = _FORMATS.search(data)
        if not opening or opening[2] == b"/>":
            raise WorkbookFormatError("the file has no cell styles")
        self.data = data
        self.changed = False
        self._prefix = opening[1] or b""
        self._start = opening.start()
        self._content = opening.end()
        self._end = data.find(b"</" + self._prefix + b"cellXfs>", self._content)
        if self._end < 0:
            raise WorkbookFormatError("the cell styles of the file are not complete")
        self._formats = [self._format(xf) for xf in _XF.findall(data, self._content, self._end)]
        self._added: dict[int, int] = {}

    @staticmethod
    def _format(xf: bytes) -> int:
        found = _NUMBER_FORMAT.search(xf)
        return int(found[1]) if found else 0

    def for_date(self, style: str, *, with_time: bool) -> str:
        """The style for a date: the one that the cell has, unless that would show a bare number."""
        index = int(style) if style else 0
        if index < len(self._formats) and self._formats[index] not in (0, 49):
            return style or "0"
        wanted = MOMENT_FORMAT if with_time else DATE_FORMAT
        return str(self._added.get(wanted) or self._add(wanted))

    def _add(self, number_format: int) -> int:
        index = len(self._formats)
        xf = b'<%sxf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        added = xf % (self._prefix, number_format)
        head = _COUNT.sub(b'count="%d"' % (index + 1), self.data[self._start : self._content])
        self.data = (
            self.data[: self._start] + head + self.data[self._content : self._end] + added + self.data[self._end :]
        )
        self._content = self._start + len(head)
        self._end = self.data.index(b"</" + self._prefix + b"cellXfs>", self._content)
        self._formats.append(number_format)
        self._added[number_format] = index
        self.changed = True
        return index
