"""Open documents, made as LibreOffice writes them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

_SPACES = " ".join(
    f'xmlns:{short}="urn:{name}:1.0"'
    for short, name in (
        ("office", "oasis:names:tc:opendocument:xmlns:office"),
        ("table", "oasis:names:tc:opendocument:xmlns:table"),
        ("text", "oasis:names:tc:opendocument:xmlns:text"),
    )
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def open_document(rows: Sequence[tuple[Sequence[str], int | str]]) -> bytes:
    """A file with one tab; each row of texts stands there so many times. What begins with < is a cell as it is."""
    cells = "".join(
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(map(_cell, row))}</table:table-row>'
        for row, times in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {_SPACES} {_CALC}><office:body><office:spreadsheet>'
        f'<table:table table:name="Backlog">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return data.getvalue()


_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def _cell(text: str) -> str:
    if text.startswith("<"):
        return text
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _valued(kind: str, value: str, shown: str) -> str:
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    said = f'office:value-type="{kind}" office:{name}="{value}"'
    return f"<table:table-cell {said}><text:p>{shown}</text:p></table:table-cell>"


_ERROR = (
    '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error" '
    'table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>'
)
OPEN_DOCUMENT = open_document(
    [
        (["key", "value", "effort", "due date", "mandatory"], 1),
        (
            [
                "A",
                _valued("float", "1.1", "1,1"),
                _valued("float", "2", "2"),
                _valued("date", "2026-04-03", "03.04.26"),
                _valued("boolean", "true", "WAHR"),
            ],
            1,
        ),
        (["B", _ERROR, _valued("float", "3", "3")], 1),
        (['<table:table-cell table:number-columns-repeated="16384"/>'], 1_048_573),
    ]
)
