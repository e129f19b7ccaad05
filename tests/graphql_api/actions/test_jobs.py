from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.storage.run import ActionRun
from domain.storage.tokens_and_roles import ApiToken, Role
from graphql_api.transport.auth.gate import TokenGate
from graphql_api.transport.auth.stored_tokens import StoredTokens
from graphql_api.transport.auth.tokens import new_secret, token_hash
from graphql_api.transport.relay.ids import decode_id, encode_id
from persistence.unit_of_work import SystemClock
from sheets.layout import OPTIMIZATION_CENTER, ROADMAP
from sheets.xlsx.workbook import XlsxWorkbook
from tests.graphql_api.planned import Planned, planned
from tests.graphql_api.transport.http.test_websocket import opened, subscribe
from tests.jobs.office import SCENARIO, candidate, center_tabs, column, table
from tests.sheets.seeds import Seed, write_xlsx

JOB = """
  id jobId name workbook status attempt requestedByEmail progress { done total } message pending findings cellsWritten
  errorText steps { nodes { position name status message } } run { runId solutionStatus } portfolio { name }
"""
STARTED = f"... on JobStarted {{ job {{ {JOB} }} }}"
ALL = "PM_OPTIMIZE_RUN_ALL_CANDIDATES"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the workers, with a center and a roadmap."""
    made = tmp_path_factory.mktemp("plans")
    for name in ("plan.xlsx", "bad.xlsx"):
        scenarios = [SCENARIO] if name == "plan.xlsx" else []
        tabs = center_tabs([candidate("I-1", 4, 0), candidate("I-2", 3, 0, ticked=True)], scenarios)
        XlsxWorkbook(write_xlsx(made / name, tabs)).setup(OPTIMIZATION_CENTER)
    XlsxWorkbook(write_xlsx(made / "roadmap.xlsx", {"Sheet1": Seed([])})).setup(ROADMAP)
    return made


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[Planned]:
    with planned() as api:
        api.bench.worker("w", folder=folder, slots=1)
        yield api


@pytest.fixture(scope="module")
def idle() -> Iterator[Planned]:
    """Jobs that nobody carries out."""
    with planned() as api:
        yield api


def started(api: Planned, **given: Any) -> dict[str, Any]:
    answer = api.change("jobRun", STARTED, **{"job": ALL, "workbook": "plan.xlsx", "solver": "busy"} | given)
    assert answer["__typename"] == "JobStarted", answer
    job: dict[str, Any] = answer["job"]
    return job


def ended(api: Planned, job_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while True:
        job: dict[str, Any] = api.ask(f"query ($id: ID!) {{ job(id: $id) {{ {JOB} }} }}", id=job_id)["job"]
        if job["status"] in ("SUCCESS", "FAILED", "CANCELLED"):
            return job
        assert time.monotonic() < deadline, job
        time.sleep(0.05)


def test_a_job_is_run_watched_and_published(api: Planned, folder: Path) -> None:
    begun = started(api)
    assert (begun["name"], begun["workbook"]) == (ALL, "plan.xlsx")
    done = ended(api, begun["id"])
    assert (done["status"], done["errorText"], done["progress"]) == ("SUCCESS", None, {"done": 6, "total": 6})
    assert [step["name"] for step in done["steps"]["nodes"]] == [
        "begin", "pull", "save", "start run", "await run", "near misses", "write results",
    ]  # fmt: skip
    assert done["run"]["solutionStatus"] == "OPTIMAL"
    assert done["message"].startswith("optimal, ")
    assert (done["pending"], done["findings"]) == ([], [])
    assert done["cellsWritten"] > 10
    book = XlsxWorkbook(folder / "plan.xlsx")
    assert list(table(book, "Runs")) == [done["run"]["runId"]]
    assert column(book, "Scenario_Config", "run_status") == {"UK push": "optimal"}

    portfolio = api.ask("{ portfolios { nodes { id name } } }")["portfolios"]["nodes"][0]
    answer = api.change("portfolioPublish", STARTED, id=portfolio["id"], roadmap="roadmap.xlsx")
    published = ended(api, answer["job"]["id"])
    assert (published["status"], published["errorText"]) == ("SUCCESS", None)
    assert published["portfolio"] == {"name": portfolio["name"]}
    versions = table(XlsxWorkbook(folder / "roadmap.xlsx"), "Roadmap_Versions")
    assert [cells["run_id"] for cells in versions.values()] == [done["run"]["runId"]]

    again = started(api, job="PM_OPTIMIZE_WRITE_RESULTS")
    assert ended(api, again["id"])["cellsWritten"] == 0
    found = api.ask("{ node: job(id: $id) { id } }".replace("$id", f'"{begun["id"]}"'))
    assert found == {"node": {"id": begun["id"]}}
    node = api.ask("query ($id: ID!) { node(id: $id) { id ... on Job { jobId } } }", id=begun["id"])["node"]
    assert node["jobId"] == begun["jobId"]


def test_a_job_that_fails_says_why(api: Planned) -> None:
    failed = ended(api, started(api, workbook="bad.xlsx")["id"])
    assert (failed["status"], failed["message"]) == ("FAILED", None)
    assert failed["errorText"] == "Scenario_Config has no scenario; it has none"
    gone = ended(api, started(api, workbook="gone.xlsx")["id"])
    assert gone["status"] == "FAILED"
    assert "gone.xlsx" in gone["errorText"]


def test_the_progress_of_a_job_is_heard_to_its_end(api: Planned) -> None:
    heard = []
    with opened(f"{api.url}/graphql") as socket:
        begun = started(api, fresh=True)
        subscribe(socket, f'subscription {{ jobProgress(id: "{begun["id"]}") {{ status }} }}')
        while (message := json.loads(socket.recv(timeout=60)))["type"] == "next":
            heard.append(message["payload"]["data"]["jobProgress"]["status"])
    assert message["type"] == "complete"
    assert heard[-1] == "SUCCESS"


def test_jobs_are_listed_the_newest_first(idle: Planned) -> None:
    first = started(idle)
    second = started(idle, job="PM_SAVE_SELECTED")
    query = "query ($filter: JobFilter) { jobs(filter: $filter, first: 5) { totalCount nodes { id status } } }"
    found = idle.ask(query)["jobs"]
    assert [node["id"] for node in found["nodes"]][:2] == [second["id"], first["id"]]
    assert {node["status"] for node in found["nodes"]} == {"QUEUED"}
    named = idle.ask(query, filter={"names": ["PM_SAVE_SELECTED"], "statuses": ["QUEUED"]})["jobs"]
    assert [node["id"] for node in named["nodes"]] == [second["id"]]
    assert idle.ask(query, filter={"requestedByEmails": ["x@plan.example"]})["jobs"]["totalCount"] == 0
    assert idle.ask(query, filter={"createdTo": "2020-01-01T00:00:00Z"})["jobs"]["totalCount"] == 0
    oldest = idle.ask("{ jobs(orderBy: {field: CREATED_AT, direction: ASC}, last: 2) { nodes { id } } }")["jobs"]
    assert [node["id"] for node in oldest["nodes"]] == [first["id"], second["id"]]
    gone, other = encode_id("Job", "x"), encode_id("Analysis", decode_id(first["id"], "Job"))
    done = "... on ObjectsCancelled { ids left { field code } }"
    given_up = idle.change("objectsCancel", done, ids=[first["id"], gone, second["id"], first["id"], other])
    assert given_up["ids"] == [first["id"], second["id"], first["id"]]
    assert given_up["left"] == [{"field": f"input.ids[{at}]", "code": "NOT_FOUND"} for at in (1, 4)]
    assert idle.errors("objectsCancel", ids=[first["id"], idle.scenario_id]) == [("input.ids[1]", "INVALID_ID")]
    assert idle.errors("objectsCancel", ids=[]) == [("input.ids", "INVALID")]


def test_the_files_of_a_job_are_given_out_as_they_are_by_then(
    idle: Planned, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder.parent / "outside.xlsx").write_bytes(b"secret")
    (folder / "link.xlsx").symlink_to(folder.parent / "outside.xlsx")
    (folder / "folder.xlsx").mkdir()
    (folder / "macros.XLSM").write_bytes(b"macros")

    def get(path: str) -> httpx.Response:
        return httpx.get(idle.url + path, headers=idle.headers)

    def files(**given: Any) -> list[dict[str, str]]:
        answer = idle.change("jobRun", "... on JobStarted { job { files { name path } } }", job=ALL, **given)
        found: list[dict[str, str]] = answer["job"]["files"]
        return found

    both = files(workbook="macros.XLSM", roadmap="roadmap.xlsx")
    assert [each["name"] for each in both] == ["macros.XLSM", "roadmap.xlsx"]
    macros, roadmap = (get(each["path"]) for each in both)
    assert (macros.content, roadmap.content) == (b"macros", (folder / "roadmap.xlsx").read_bytes())
    assert roadmap.headers["content-disposition"] == "attachment; filename*=UTF-8''roadmap.xlsx"
    assert macros.headers["content-type"].startswith("application/vnd.ms-excel.sheet.macro")
    assert files(workbook="https://docs.google.com/spreadsheets/d/abc") == []
    assert len(files(workbook="plan.xlsx", roadmap="plan.xlsx")) == 1
    for name, status in (("link.xlsx", 400), ("folder.xlsx", 404), ("gone.xlsx", 404), ("a\\b.xlsx", 404)):
        answer = get(files(workbook=name)[0]["path"])
        assert (answer.status_code, b"secret" in answer.content) == (status, False), name
    path = both[1]["path"]
    for wrong in ("/3.xlsx", "/2.json", "/2.xlsm", "/2.xlsx/", "/%00.xlsx"):
        assert get(path.removesuffix("/2.xlsx") + wrong).status_code == 404
    assert get("/files/jobs/x/1.xlsx").status_code == 404
    with idle.storage.writing() as uow:  # as the command line starts them, which names files anywhere
        anywhere = {"workbook": str(folder / "plan.xlsx")}
        uow.action_runs.add(ActionRun("absolute", "pm.save_selected", SystemClock().now(), payload=anywhere))
    assert get("/files/jobs/absolute/1.xlsx").status_code == 404


def test_a_job_is_given_up(idle: Planned) -> None:
    begun = started(idle)
    changed = idle.change("jobCancel", "... on JobChanged { job { status errorText } }", id=begun["id"])
    assert changed["job"] == {"status": "CANCELLED", "errorText": "cancelled on request"}
    assert idle.errors("jobCancel", id=encode_id("Job", "none")) == [(None, "NOT_FOUND")]
    assert idle.errors("jobCancel", id=encode_id("Run", "none")) == [("input.id", "INVALID_ID")]
    assert idle.ask("query ($id: ID!) { job(id: $id) { id } }", id=encode_id("Job", "none")) == {"job": None}


def test_the_same_key_starts_one_job(idle: Planned) -> None:
    first = started(idle, idempotencyKey="tuesday")
    assert started(idle, idempotencyKey="tuesday")["id"] == first["id"]
    asked = {"job": ALL, "workbook": "other.xlsx", "idempotencyKey": "tuesday"}
    assert idle.errors("jobRun", **asked) == [(None, "CONFLICT")]
    assert idle.errors("jobRun", **asked | {"idempotencyKey": ""}) == [("input.idempotencyKey", "INVALID")]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/plan.xlsx",
        "../plan.xlsx",
        "plans/../../plan.xlsx",
        "C:\\plan.xlsx",
        "\\\\host\\plan.xlsx",
        " ",
        "x" * 501,
        "https://../../x/plan.xlsx",
        "https://../plan",
        "https://plan.example/plan.xlsx",
        "HTTPS://../../plan.xlsx",
        "file://../../plan.xlsx",
        "https://docs.google.com/../../plan.xlsx",
        "https://docs.google.com/spreadsheets/d/id/../../../../../../plan.xlsx",
    ],
)
def test_a_workbook_outside_the_directory_of_the_workers_is_refused(idle: Planned, name: str) -> None:
    assert idle.errors("jobRun", job=ALL, workbook=name) == [("input.workbook", "INVALID")]
    portfolio = encode_id("Portfolio", 1)
    assert idle.errors("portfolioPublish", id=portfolio, roadmap=name) == [("input.roadmap", "INVALID")]


def test_what_a_job_cannot_use_is_refused_at_once(idle: Planned) -> None:
    assert idle.errors("jobRun", job=ALL, workbook="plan.xlsx", timeLimit=-1) == [("input.timeLimit", "INVALID")]
    assert idle.errors("jobRun", job=ALL, workbook="plan.xlsx", scenarioName=" ") == [("input.scenarioName", "INVALID")]
    assert idle.errors("jobRun", job=ALL, workbook="plan.xlsx", scenarioName="a\0") == [
        ("input.scenarioName", "INVALID")
    ]
    wrong = encode_id("Scenario", 1)
    assert idle.errors("jobRun", job=ALL, workbook="plan.xlsx", portfolioId=wrong) == [
        ("input.portfolioId", "INVALID_ID")
    ]


def test_a_job_takes_an_effort(idle: Planned) -> None:
    for given, kept in (({"effort": "PROOF"}, "proof"), ({}, None)):
        job = started(idle, **given)
        with idle.storage.reading() as uow:
            assert uow.action_runs.get(job["jobId"]).payload.get("effort") == kept


def test_only_planners_start_jobs_and_each_start_is_logged() -> None:
    secrets = {role: new_secret() for role in (Role.VIEWER, Role.PLANNER)}
    with planned(lambda storage: TokenGate(StoredTokens(storage, SystemClock()), 0)) as api:
        with api.storage.writing() as uow:
            for role, secret in secrets.items():
                email = f"{role.value}@plan.example"
                uow.access.add_token(ApiToken(role.value, token_hash(secret), email, role, SystemClock().now()))
        api.headers["authorization"] = f"Bearer {secrets[Role.VIEWER]}"
        query = f'mutation {{ jobRun(input: {{ job: {ALL}, workbook: "plan.xlsx" }}) {{ __typename }} }}'
        assert api.reasons(query) == ["FORBIDDEN"]
        assert api.ask("{ jobs { totalCount } }") == {"jobs": {"totalCount": 0}}
        api.headers["authorization"] = f"Bearer {secrets[Role.PLANNER]}"
        begun = started(api)
        assert begun["requestedByEmail"] == "planner@plan.example"
        with api.storage.reading() as uow:
            (entry,) = [entry for entry in uow.access.audit_log() if entry.succeeded]
        assert (entry.operation, entry.object_type, entry.object_id) == ("jobRun", "Job", begun["jobId"])
