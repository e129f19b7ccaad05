from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from cli.terminal.program_log import JsonFormatter, TextFormatter
from graphql_api.app import create_app
from graphql_api.settings import ApiSettings
from graphql_api.transport.execution.request import OperationReport
from graphql_api.transport.observability import health
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving

FAILING: list[str] = []
REPORTS: list[OperationReport] = []


def database() -> None:
    if FAILING:
        raise RuntimeError("secret address")


class Reports:
    def operation_ended(self, report: OperationReport) -> None:
        REPORTS.append(report)


def eventually(holds: Callable[[], bool]) -> None:
    """What is noted about a request is noted after its answer has gone out."""
    deadline = time.monotonic() + 5
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    settings = ApiSettings(trace_operations=True)
    with serving(create_app(schema, settings, checks={"database": database}, observers=[Reports()])) as url:
        yield url


def test_many_who_ask_whether_it_is_ready_share_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "KEPT_SECONDS", 3600.0)
    asked: list[None] = []
    with serving(create_app(schema, ApiSettings(), checks={"database": lambda: asked.append(None)})) as url:
        assert [httpx.get(f"{url}/readyz").status_code for _ in range(3)] == [200] * 3
    assert len(asked) == 1


def test_alive_and_ready(base: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)
    caplog.set_level(logging.INFO, "optengine.health")
    assert httpx.get(f"{base}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{base}/readyz").json() == {"status": "ready", "checks": {"database": True}}
    FAILING.append("database")
    try:
        httpx.get(f"{base}/readyz")
        response = httpx.get(f"{base}/readyz")
        assert response.status_code == 503
        assert response.json() == {"status": "not ready", "checks": {"database": False}}
    finally:
        FAILING.clear()
    httpx.get(f"{base}/readyz")
    assert [each.levelname for each in caplog.records if each.name == "optengine.health"] == ["WARNING", "INFO"]
    assert httpx.get(f"{base}/healthz").status_code == 200


def test_requests_and_operations_are_counted(base: str) -> None:
    for query in ("{ hello }", "{ crash }", "{ nothing }", "mutation { bump }"):
        httpx.post(f"{base}/graphql", json={"query": query})
    httpx.post(
        f"{base}/graphql",
        json={"query": "subscription { count(to: 1) }"},
        headers={"accept": "text/event-stream"},
    )
    eventually(lambda: "subscription" in httpx.get(f"{base}/metrics").text)
    text = httpx.get(f"{base}/metrics").text
    for kind, outcome in (("query", "ok"), ("query", "errors"), ("none", "refused"), ("mutation", "ok")):
        assert f'optengine_graphql_operations_total{{kind="{kind}",outcome="{outcome}"}} 1.0' in text
    assert 'operations_total{kind="subscription",outcome="ok"} 1.0' in text
    assert 'optengine_http_requests_total{method="POST",status="200"}' in text
    assert "optengine_graphql_open_streams 0.0" in text
    assert [report.outcome for report in REPORTS[:3]] == ["ok", "errors", "refused"]
    assert REPORTS[2].codes == ["GRAPHQL_VALIDATION_FAILED"]


def test_every_request_is_logged_with_its_id_and_every_operation_when_traced(
    base: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "optengine")
    query = {"query": "query Greet { hello }", "operationName": "Greet"}
    response = httpx.post(f"{base}/graphql", json=query, headers={"x-request-id": "job-17"})
    assert response.headers["x-request-id"] == "job-17"
    eventually(lambda: any(record.getMessage() == "request" for record in caplog.records))
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records if record.name.startswith("opt")]
    request = next(line for line in lines if line["message"] == "request")
    assert request["request_id"] == "job-17"
    assert (request["method"], request["path"], request["status"]) == ("POST", "/graphql", 200)
    operation = next(line for line in lines if line["message"] == "operation")
    assert (operation["operation"], operation["outcome"], operation["cost"]) == ("Greet", "ok", 0)


def test_a_traceback_stays_one_line_of_json() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        logger.exception("went wrong", extra={"run_id": "r1"})
    assert stream.getvalue().count("\n") == 1
    line = json.loads(stream.getvalue())
    assert (line["run_id"], line["level"]) == ("r1", "error")
    assert "ValueError" in line["traceback"]


def test_the_log_as_text_says_as_much_as_the_json() -> None:
    record = logging.makeLogRecord({"name": "optengine.requests", "levelname": "INFO", "msg": "request"})
    record.__dict__.update(request_id="job-17", method="POST", path="/graphql", status=200)
    line = TextFormatter().format(record)
    assert "INFO optengine.requests: request" in line
    assert line.endswith("request_id=job-17 method=POST path=/graphql status=200")
