"""CSV and its kin as rows of texts: how they are encoded, what parts their cells, and what is wrong with them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from sheets.errors import WorkbookFormatError
from sheets.workbook import unescaped

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
LONGEST_CELL = 131_072
_SAMPLED = 50
_ENCODINGS = re.compile(
    r"utf-?(8|16)([-_]?(le|be|sig))?|cp125[0-8]|iso-?8859-[0-9]{1,2}|latin-?1|mac-?roman|shift_jis|gb18030|big5|"
    r"euc-?(jp|kr)|koi8-[ru]",
    re.IGNORECASE,
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes, encoding: str) -> tuple[str, str]:
    """The text of a file, and what is to be said of how it was read. encoding: empty where nobody says."""
    if encoding and not _ENCODINGS.fullmatch(encoding):
        raise WorkbookFormatError(f"cannot be read as {encoding[:40]!r}; write utf-8, utf-16, cp1252 or iso-8859-1")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    guess = encoding or marked or _utf_16(data) or "utf-8"
    try:
        text = data.decode(guess)
    except LookupError:
        raise WorkbookFormatError(f"there is no encoding {encoding!r}; write utf-8, utf-16 or cp1252") from None
    except UnicodeError as error:
        if encoding or marked:
            raise WorkbookFormatError(f"is not encoded as {guess}: {error}"[:200]) from None
        text = data.decode("cp1252", "replace")
        return _without_nulls(text), "is not UTF-8; it is read as Windows-1252, as older programs write it"
    return _without_nulls(text), "" if guess in ("utf-8", "utf-8-sig") or encoding else "is read as UTF-16"


def _utf_16(data: bytes) -> str:
    """UTF-16 without a mark shows by the zero bytes of its Latin letters."""
    start = data[:2000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) // 5 and even < odd // 4:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) // 5 and odd < even // 4 else ""


def _without_nulls(text: str) -> str:
    if "\0" in text:
        raise WorkbookFormatError("holds zero characters, as no table of texts does; save it as CSV or .xlsx anew")
    return text.removeprefix("\ufeff")


def rows_of_text(text: str, separator: str) -> tuple[list[list[str]], str]:
    """The cells, row by row, and the separator. separator: empty where nobody says; Excel's ``sep=;`` line says it.

    Raises ``WorkbookFormatError`` where quotes are not closed, which would swallow rows.
    """
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        separator, text = separator or first.strip()[4], rest
    found = separator or _separator(text)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found, strict=True)
    try:
        rows = [[unescaped(cell) for cell in row] for row in reader]
    except csv.Error as error:
        raise WorkbookFormatError(f"cannot be read beyond line {reader.line_num}: {error}; mend the quotes") from None
    return rows, found


def _separator(text: str) -> str:
    """The character that parts most cells, equally many in each row."""
    best, most = ",", (0.0, 0)
    for each in SEPARATORS.values():
        lengths = _lengths(text, each)
        usual, times = Counter(lengths).most_common(1)[0] if lengths else (1, 0)
        rank = (times / len(lengths) if lengths else 0.0, usual)
        if usual > 1 and rank > most:
            best, most = each, rank
    return best


def _lengths(text: str, separator: str) -> Sequence[int]:
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
    lengths: list[int] = []
    try:
        for row in reader:
            if row:
                lengths.append(len(row))
            if len(lengths) == _SAMPLED:
                break
    except csv.Error:
        pass
    return lengths
