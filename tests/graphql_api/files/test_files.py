"""Files of plans at addresses of their own: given in and previewed, taken over, and given out again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from cli.wiring.bootstrap import load_problem, sample_path
from domain.integer_model.model import SolveParameters
from domain.integer_model.solver import SolveControl
from domain.optimization.optimize import optimize
from domain.portfolio.report import Decision
from domain.storage.run import RunOutcome, RunStatus
from domain.storage.tokens_and_roles import ApiToken, Role
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.auth.tokens import new_secret, token_hash
from graphql_api.transport.relay.ids import encode_id
from persistence.problem_files.problem_file import loads
from persistence.report_json import dumps as report_text
from persistence.unit_of_work import SystemClock
from sheets.importing import BacklogMapping, read_backlog, read_table
from sheets.transfer import workbook_of
from tests.graphql_api.planned import Planned, planned
from tests.sheets.importing.files import OPEN_DOCUMENT
from tests.tiny_solver import TinySolver

NOW = datetime(2026, 1, 5, tzinfo=UTC)
BACKLOG = "key;title;value;effort\nNEW-1;Kasse;1.234;8 pts\nNEW-2;=Suche;2.500;5 pts\n"
PLAN = {"plan": {"name": "Taken over", "period_key": "2027-Q1", "capacity_total_tokens": 8.5}}
IN = (Decision.SELECTED, Decision.FORCED_IN)
IMPORTED = "... on ProblemImported { scenario { id name } constraintSet { id } added changed kept }"


@pytest.fixture(scope="module")
def api() -> Iterator[Planned]:
    with planned() as api:
        yield api


def send(api: Planned, data: str | bytes, said: object = None, **asked: str) -> httpx.Response:
    raw = data.encode() if isinstance(data, str) else data
    query = {"name": "backlog.csv", **asked} | ({} if said is None else {"map": json.dumps(said)})
    headers = {"content-type": "application/octet-stream", **api.headers}
    return httpx.post(f"{api.url}/files/preview", params=query, content=raw, headers=headers, timeout=30)


def preview(api: Planned, data: str | bytes, said: object = None, **asked: str) -> dict[str, Any]:
    answer = send(api, data, said, **asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def get(api: Planned, place: str) -> httpx.Response:
    return httpx.get(f"{api.url}/files/{place}", headers=api.headers, timeout=60)


def test_a_table_is_previewed_with_what_is_open_and_answers_settle_it(api: Planned) -> None:
    first = preview(api, BACKLOG, PLAN)
    assert (first["kind"], first["ready"], first["problem"]) == ("table", False, None)
    (question,) = first["questions"]
    assert (question["about"], question["column"]) == ("numbers", "value")
    assert [each["answer"] for each in question["choices"]] == ["point", "comma"]
    second = preview(api, BACKLOG, {**PLAN, "numbers": "comma"})
    assert second["ready"]
    problem = loads(second["problem"])
    assert [one.kpi_contribution["north_star"] for one in problem.initiatives] == [1234, 2500]
    assert str(problem.scenario.capacity_total_tokens) == "8.5"
    assert second["columns"][2]["samples"][0] == {"written": "1.234", "read": "1234"}
    again = preview(api, BACKLOG, second["mapping"])
    assert again["problem"] == second["problem"]


def test_without_a_period_there_is_a_preview_and_no_problem_yet(api: Planned) -> None:
    found = preview(api, BACKLOG, {"numbers": "comma"})
    assert (found["ready"], found["problem"]) == (True, None)


def test_what_was_previewed_is_taken_into_the_pool_and_a_scenario_and_given_out_again(api: Planned) -> None:
    text = preview(api, BACKLOG, {**PLAN, "numbers": "comma"})["problem"]
    made = api.change("problemImport", IMPORTED, text=text)
    assert made["added"] == ["NEW-1", "NEW-2"]
    place = f"scenarios/{made['scenario']['id']}"
    as_file = get(api, f"{place}.json")
    assert loads(as_file.text).scenario == loads(text).scenario
    assert loads(as_file.text).initiatives == loads(text).initiatives
    assert as_file.headers["content-disposition"] == "attachment; filename*=UTF-8''Taken%20over.json"
    workbook = get(api, f"{place}.xlsx").content
    assert loads(preview(api, workbook, name="plan.xlsx")["problem"]).initiatives == loads(text).initiatives
    table = get(api, f"{place}.csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    reading = read_backlog(read_table(table.content, "x.csv", BacklogMapping()), BacklogMapping())
    assert [row["initiative_key"] for row in reading.rows] == ["NEW-1", "NEW-2"]
    assert "'=Suche" in table.text, "no cell begins as a formula does"


def test_a_problem_file_a_workbook_and_an_open_document_are_known_for_what_they_are(api: Planned) -> None:
    sample = sample_path().read_text("utf-8")
    found = preview(api, sample, name="organisation.json")
    assert (found["kind"], found["ready"], found["rows"]) == ("plan", True, 71)
    assert loads(found["problem"]) == loads(sample)
    table = preview(api, OPEN_DOCUMENT, name="backlog.ods")
    assert (table["kind"], table["rows"]) == ("table", 2)
    assert [fault["place"] for fault in table["faults"]] == ["B3 (value)"]


def test_faults_of_a_workbook_are_told_at_their_cells(api: Planned) -> None:
    problem = load_problem(str(sample_path())).problem
    found = preview(api, workbook_of(problem), name="plan.xlsx")
    assert (found["kind"], found["ready"], found["problem"]) == ("plan", False, None)
    assert [fault["place"].partition("!")[0] for fault in found["faults"]] == ["Candidates"]


def test_a_run_is_given_out_with_its_results(api: Planned) -> None:
    (run,) = api.start()
    place = f"runs/{run['runId']}"
    assert get(api, f"{place}.csv").status_code == 409
    problem = loads(get(api, f"{place}.json").text)
    report = optimize(problem, TinySolver(), SolveParameters(), SolveControl())
    with api.storage.writing() as uow:
        status = report.solution_status
        outcome = RunOutcome(RunStatus.SUCCESS, NOW, result=report_text(report), solution_status=status)
        assert uow.runs.finish(run["runId"], outcome)
    rows = list(csv.DictReader(io.StringIO(get(api, f"{place}.csv").content.decode("utf-8-sig"))))
    chosen = {row["initiative_key"] for row in rows if row["selected"] == "TRUE"}
    assert chosen == {one.initiative_key for one in report.initiatives if one.decision in IN}
    again = preview(api, get(api, f"runs/{run['id']}.xlsx").content, name="run.xlsx")
    assert loads(again["problem"]).initiatives == problem.initiatives


@pytest.mark.parametrize(
    ("place", "status", "code"),
    [
        ("scenarios/nonsense.json", 400, "BAD_USER_INPUT"),
        (f"scenarios/{encode_id('Scenario', 99_999)}.json", 404, "NOT_FOUND"),
        ("runs/nonsense.xlsx", 404, "NOT_FOUND"),
        ("runs/nonsense.pdf", 404, "NOT_FOUND"),
        (f"runs/{'x' * 10_000}.xlsx", 404, "NOT_FOUND"),
        (f"jobs/{'x' * 10_000}/1.xlsx", 404, "NOT_FOUND"),
        ("preview", 405, "METHOD_NOT_ALLOWED"),
    ],
)
def test_what_is_not_there_is_said(api: Planned, place: str, status: int, code: str) -> None:
    answer = get(api, place)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, code)
    assert len(answer.content) < 500, "what was asked for is not repeated whole"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", None),
        (b"\xff\xfe\x00", None),
        (b"PK\x03\x04 broken", None),
        (b"[1]", None),
        (BACKLOG.encode(), None),
        (BACKLOG.encode(), []),
        (BACKLOG.encode(), 5),
        (BACKLOG.encode(), {"columns": None, "plan": 3, "numbers": None}),
        (BACKLOG.encode(), {"columns": {"value": None, "title": {"field": 1, "values": {"a": 2}}}}),
        (BACKLOG.encode(), {"columns": {"\ud800": "title"}, "units": {"d": "1/0"}}),
        (BACKLOG.encode(), {"header_row": 99, "separator": "ab", "encoding": "x\0y"}),
        (BACKLOG.encode(), {"header_row": True, "plan": {"capacity_total_tokens": "NaN", "horizon": ["x", 1]}}),
    ],
)
def test_bad_input_is_refused_or_told_and_never_an_error_of_the_server(api: Planned, data: bytes, said: object) -> None:
    answer = send(api, data, said)
    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 400:
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert httpx.post(f"{api.url}/files/preview?map={'[' * 3000}", content=b"a", headers=_OCTETS).status_code == 400


_OCTETS = {"content-type": "application/octet-stream"}


@pytest.mark.parametrize(
    ("said", "place"),
    [({"horizon": ["2027-Q1", "2027-Q1"]}, "scenario.horizon[1]"), ({"name": "\ud800"}, "scenario.name")],
)
def test_what_could_not_be_taken_over_is_not_ready(api: Planned, said: dict[str, object], place: str) -> None:
    plan = {"plan": {"period_key": "2027-Q1", **said}, "numbers": "comma"}
    found = preview(api, BACKLOG, plan)
    assert (found["ready"], found["problem"], found["faults"][0]["place"]) == (False, None, place)


def test_a_broken_problem_file_is_told_place_by_place(api: Planned) -> None:
    found = preview(api, '{"scenario": {"name": 3}, "initiatives": 7}', name="x.json")
    assert not found["ready"]
    assert {"initiatives", "scenario.name"} <= {fault["place"] for fault in found["faults"]}


def test_a_file_that_is_too_large_or_of_a_media_type_of_forms_is_refused(api: Planned) -> None:
    assert send(api, b"a" * (4 * 2**20 + 1)).status_code == 413
    for media_type in ("text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""):
        answer = httpx.post(f"{api.url}/files/preview", content=b"a,b", headers={"content-type": media_type})
        assert answer.status_code == 415


def test_planners_give_files_in_and_every_role_is_given_them_out() -> None:
    with planned(gate=lambda storage: TokenGate(StoredTokens(storage, SystemClock()), 600)) as api:
        place = f"scenarios/{api.scenario_id}.csv"
        assert send(api, BACKLOG).status_code == get(api, place).status_code == 401
        for role in Role:
            secret = new_secret()
            with api.storage.writing() as uow:
                uow.access.add_token(ApiToken(role, token_hash(secret), f"{role}@plan.example", role, NOW))
            api.headers = {"authorization": f"Bearer {secret}"}
            answer = send(api, BACKLOG)
            assert answer.status_code == (403 if role is Role.VIEWER else 200)
            assert get(api, place).status_code == 200
        page = httpx.post(f"{api.url}/session", headers={**api.headers, "origin": api.url})
        api.headers = {"cookie": page.headers["set-cookie"].partition(";")[0]}
        assert send(api, BACKLOG).status_code == 403, "the Origin is missing"
        api.headers |= {"origin": api.url}
        assert send(api, BACKLOG).status_code == 403, "the own header is missing"
        api.headers |= {"x-optengine-session": "1"}
        assert send(api, BACKLOG).status_code == 200
