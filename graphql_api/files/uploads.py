"""A file that is given in: what is understood of it, and the problem that it states once nothing is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.errors import Fault, ProblemFileError
from domain.problem.problem import PortfolioProblem
from graphql_api.json_codec import dumps as json_text
from persistence.problem_files.problem_file import dumps, loads
from sheets.errors import WorkbookFaultsError
from sheets.importing import parse_mapping, plain_reading, problem_of, read_backlog, read_table
from sheets.transfer import problem_in

_STARTS_OF_JSON = (b"{", b"\xef\xbb\xbf{")


def preview(data: bytes, asked: Mapping[str, str], most_bytes: int) -> dict[str, Any]:
    """What is understood of a table, a problem file or a workbook; nothing is stored.

    asked: ``name`` of the file, ``map`` as JSON, ``scenario`` of a workbook with several. most_bytes: of a request that
    takes the problem over. Raises ``InputError`` for what cannot be read at all.
    """
    source = (asked.get("name") or "file").strip()[:200]
    try:
        if data.lstrip()[:4].startswith(_STARTS_OF_JSON):
            plan: PortfolioProblem | None = loads(data.decode("utf-8-sig", "replace"))
        else:
            plan = problem_in(data, source, asked.get("scenario") or None)
    except (ProblemFileError, WorkbookFaultsError) as error:
        return _of_plan(source, None, error.faults)
    if plan is not None:
        return _with_problem(_of_plan(source, plan, ()), plan, most_bytes)
    mapping = parse_mapping((asked.get("map") or "{}").encode("utf-8", "replace"), "map", is_json=True)
    reading = read_backlog(read_table(data, source, mapping), mapping)
    found = {"kind": "table", **plain_reading(reading)}
    terms = mapping.plan
    if not reading.is_ready or (terms.period_key is None and not terms.horizon):
        return {**found, "problem": None}
    return _with_problem(found, problem_of(reading), most_bytes)


def _of_plan(source: str, problem: PortfolioProblem | None, faults: tuple[Fault, ...]) -> dict[str, Any]:
    """The preview of a file that states a whole plan: there is nothing to be guessed."""
    return {
        "kind": "plan",
        "source": source,
        "shape": None,
        "ready": problem is not None,
        "rows": 0 if problem is None else len(problem.initiatives),
        "columns": [],
        "questions": [],
        "faults": _plain(faults),
        "notes": [],
        "mapping": {},
        "problem": None,
    }


def _plain(faults: tuple[Fault, ...]) -> list[dict[str, str]]:
    return [{"place": fault.place, "message": fault.message} for fault in faults]


def _with_problem(found: dict[str, Any], problem: PortfolioProblem, most_bytes: int) -> dict[str, Any]:
    text = dumps(problem)
    try:
        loads(text)
    except ProblemFileError as error:
        faults = [*found["faults"], *_plain(error.faults)]
        return {**found, "ready": False, "faults": faults, "problem": None}
    if len(json_text(text)) + 1_000 <= most_bytes:
        return {**found, "problem": text}
    message = "states more than the API takes over at once; `optengine scenario import` takes it over"
    return {**found, "ready": False, "faults": [*found["faults"], {"place": "", "message": message}], "problem": None}
