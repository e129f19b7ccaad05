from __future__ import annotations

import time

import httpx

from tests.graphql_api.sample_schema import STATE

EVENTS = {"accept": "text/event-stream"}


def test_a_subscription_is_sent_as_events_framed_by_line_feeds(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "subscription { count(to: 2) }"}, headers=EVENTS)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert b"\r" not in response.content
    frames = [frame for frame in response.text.split("\n\n") if frame != ":"]
    assert frames == [
        'event: next\ndata: {"data":{"count":0}}',
        'event: next\ndata: {"data":{"count":1}}',
        "event: complete\ndata:",
        "",
    ]


def test_a_subscription_may_come_by_get_and_alongside_json(client: httpx.Client) -> None:
    accept = {"accept": "application/json, text/event-stream"}
    response = client.get("/graphql", params={"query": "subscription { count(to: 1) }"}, headers=accept)
    assert '"count":0' in response.text
    assert response.headers["content-type"].startswith("text/event-stream")


def test_a_query_is_sent_as_one_event_to_a_client_that_takes_nothing_else(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "{ hello }"}, headers=EVENTS)
    assert response.text.startswith('event: next\ndata: {"data":{"hello":"hello world"}')
    assert response.text.endswith("event: complete\ndata:\n\n")


def test_a_subscription_without_events_is_406(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "subscription { count }"})
    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


def test_a_faulty_subscription_is_a_json_error(client: httpx.Client) -> None:
    for query in ("subscription { nothing }", "subscription {", "subscription { count hello: count }"):
        response = client.post("/graphql", json={"query": query}, headers=EVENTS)
        assert response.status_code == 400
        assert "errors" in response.json()


def test_an_error_in_the_stream_is_masked_and_ends_it(client: httpx.Client) -> None:
    text = client.post("/graphql", json={"query": "subscription { broken }"}, headers=EVENTS).text
    assert "INTERNAL_SERVER_ERROR" in text
    assert "swordfish" not in text
    assert text.endswith("event: complete\ndata:\n\n")


def test_a_silent_stream_is_kept_open_by_comments_and_ended_when_the_client_goes(client: httpx.Client) -> None:
    ended = STATE["ended"]
    query = {"query": "subscription { count(pause: 30) }"}
    with client.stream("POST", "/graphql", json=query, headers=EVENTS) as response:
        pings = response.iter_lines()
        assert [next(pings) for _ in range(4)] == [":", "", ":", ""]
    deadline = time.monotonic() + 5
    while STATE["ended"] == ended and time.monotonic() < deadline:
        time.sleep(0.02)
    assert STATE["ended"] == ended + 1
