"""The settings of the Apps Script: kept for each person, tried at once, and never shown again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sheets.apps_script.conftest import Api
from tests.sheets.apps_script.script_box import ENGINE, ScriptBox, needs_node, script_box
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import Seed

pytestmark = needs_node


@pytest.fixture
def box(bundle: Path, server: LocalServer, api: Api) -> Iterator[ScriptBox]:
    spreadsheet_id = server.seed({"Candidates": Seed([["initiative_key"], ["I-1"]])})
    with script_box(bundle, server.url, api.url, spreadsheet_id) as box:
        yield box


def test_the_token_is_kept_for_the_person_and_never_shown_again(box: ScriptBox, api: Api, server: LocalServer) -> None:
    box.set_up(api.token, roadmap="the-roadmap")
    state = box.state
    assert state["userProperties"]["optengine.token"] == api.token
    assert api.token not in json.dumps(state["documentProperties"])
    assert box.call("readSettings") == {
        "ok": True,
        "value": {"url": ENGINE, "hasToken": True, "roadmap": "the-roadmap"},
    }
    assert server.counts()["write"] == 0


def test_a_new_address_needs_its_token_again(box: ScriptBox, api: Api) -> None:
    box.set_up(api.token)
    answer = box.call("saveSettings", "https://engine.example/other", "", "")
    assert not answer["ok"]
    assert "token" in answer["message"]
    assert box.call("saveSettings", ENGINE, "", "")["ok"]


@pytest.mark.parametrize(
    "address", ["http://engine.example/graphql", "engine.example", "https://me:secret@engine.example", ""]
)
def test_only_public_addresses_with_https_are_taken(box: ScriptBox, address: str) -> None:
    answer = box.call("saveSettings", address, "secret", "")
    assert not answer["ok"]
    assert "begin with https" in answer["message"]
    assert box.state["fetches"] == 0


def test_a_token_that_is_not_accepted_is_said_at_once(box: ScriptBox) -> None:
    answer = box.call("saveSettings", ENGINE, "no such token", "")
    assert not answer["ok"]
    assert "does not accept your token" in answer["message"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("unreachable", "public address with https"),
        ("lost", "cannot be reached"),
        ("503", "in trouble (503)"),
        ("429", "asked too often"),
        ("404", "does not answer like the Optimization Engine (404)"),
        ("302", "sends on to another address"),
    ],
)
def test_what_fails_between_google_and_the_engine_is_told_in_words(
    box: ScriptBox, api: Api, fault: str, words: str
) -> None:
    box.set(faults=[fault])
    answer = box.call("saveSettings", ENGINE, api.token, "")
    assert not answer["ok"]
    assert words in answer["message"]
    assert api.token not in answer["message"]


def test_the_dialog_saves_and_closes(box: ScriptBox, api: Api) -> None:
    box.call("showSettings")
    title, html = box.state["dialog"]
    assert title == "Settings"
    box.do("openPage", html=html)
    box.do("fill", id="url", text="https://engine.example")
    box.do("fill", id="token", text="wrong")
    assert "does not accept" in box.do("click", id="save")["texts"]["said"]
    box.do("fill", id="token", text=api.token)
    shown = box.do("click", id="save")
    assert shown["isClosed"]
    assert api.token not in json.dumps(shown)
    assert box.state["userProperties"]["optengine.url"] == ENGINE


def test_without_settings_the_menu_says_what_to_do(box: ScriptBox) -> None:
    box.do("trigger", name="onOpen")
    assert "Settings" in [label for label, _ in box.state["menus"]["Optimization"]]
    shown = box.open_sidebar()
    assert "Enter the address" in shown["texts"]["said"]
