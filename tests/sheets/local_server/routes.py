"""From the raw path of a request to what it does; the verb's colon is literal, ranges are quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.sheets.local_server import batch_api, grid_api, values_api
from tests.sheets.local_server.errors import ApiError
from tests.sheets.local_server.store import Spreadsheet, Store

_SHEETS = re.compile(r"/v4/spreadsheets(?:/([^/:?]+))?(?:/(values|developerMetadata)(?:/([^/:?]*))?)?(?::(\w+))?\Z")
_FILES = re.compile(r"/drive/v3/files(?:/([^/?]+))?\Z")


@dataclass(frozen=True)
class Call:
    """A request."""

    method: str
    path: str
    params: dict[str, list[str]]
    body: dict[str, Any]

    @classmethod
    def of(cls, method: str, target: str, body: dict[str, Any]) -> Call:
        parts = urlsplit(target)
        return cls(method, parts.path, parse_qs(parts.query, keep_blank_values=True), body)

    @property
    def is_read(self) -> bool:
        return self.method == "GET" or self.path.endswith(":search")


def handle(store: Store, call: Call) -> dict[str, Any]:
    """The answer. Changes are made to a copy that takes the place of the spreadsheet when all went well."""
    if found := _FILES.match(call.path):
        return _files(store, call, found[1])
    found = _SHEETS.match(call.path)
    if not found:
        raise ApiError(404, "Requested entity was not found.")
    spreadsheet_id, part, quoted, verb = found.groups()
    if spreadsheet_id is None:
        made = store.create(call.body.get("properties", {}).get("title", "Untitled spreadsheet"))
        return grid_api.get(made, {})
    if call.is_read:
        return _read(store.get(spreadsheet_id), call, part, quoted, verb)
    draft = store.draft(spreadsheet_id)
    answer = _write(draft, call, part, quoted, verb)
    store.replace(draft)
    return answer


def _read(
    spreadsheet: Spreadsheet, call: Call, part: str | None, quoted: str | None, verb: str | None
) -> dict[str, Any]:
    if part == "values":
        if verb == "batchGet":
            return values_api.batch_get(spreadsheet, call.params)
        return values_api.get(spreadsheet, unquote(quoted or ""), call.params)
    if part == "developerMetadata":
        return {"matchedDeveloperMetadata": [{"developerMetadata": item} for item in spreadsheet.metadata]}
    return grid_api.get(spreadsheet, call.params)


def _write(draft: Spreadsheet, call: Call, part: str | None, quoted: str | None, verb: str | None) -> dict[str, Any]:
    area = unquote(quoted or "")
    option = call.params.get("valueInputOption", [""])[0]
    if part is None and verb == "batchUpdate":
        return batch_api.batch_update(draft, call.body)
    if part == "values" and call.method == "PUT":
        return values_api.update(draft, area, call.body, option)
    if part == "values" and verb == "append":
        return values_api.append(draft, area, call.body, option)
    if part == "values" and verb == "clear":
        return values_api.clear(draft, area)
    if part == "values" and verb == "batchUpdate":
        return values_api.batch_update(draft, call.body)
    if part == "values" and verb == "batchClear":
        return values_api.batch_clear(draft, call.body)
    raise ApiError(404, "Requested entity was not found.")


def _files(store: Store, call: Call, file_id: str | None) -> dict[str, Any]:
    if call.method == "DELETE" and file_id:
        store.get(file_id)
        del store.spreadsheets[file_id]
        return {}
    if call.method == "POST":
        return _file(store.create(call.body.get("name", "Untitled")))
    if file_id:
        return _file(store.get(file_id))
    return {"files": [_file(spreadsheet) for spreadsheet in store.spreadsheets.values()]}


def _file(spreadsheet: Spreadsheet) -> dict[str, Any]:
    kind = "application/vnd.google-apps.spreadsheet"
    return {"kind": "drive#file", "id": spreadsheet.spreadsheet_id, "name": spreadsheet.title, "mimeType": kind}
