"""``optengine token``: a secret is shown once, and only its hash is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.wiring.databases import VARIABLE
from tests.cli.conftest import Optengine


@pytest.fixture
def ready(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> Optengine:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert optengine("db", "upgrade").code == 0
    return optengine


def test_a_token_is_made_listed_and_revoked(ready: Optengine, tmp_path: Path) -> None:
    made = ready("token", "create", "robot", "--email", "ops@plan.example", "--role", "planner", "--days", "90")
    secret = made.out.strip()
    assert (made.code, made.err) == (0, "")
    assert secret.startswith("oe_")
    assert secret.encode() not in (tmp_path / "optengine.db").read_bytes()
    (shown,) = json.loads(ready("token", "list", "--json").out)
    assert (shown["name"], shown["email"], shown["role"]) == ("robot", "ops@plan.example", "planner")
    assert shown["state"].startswith("until ")
    assert ready("token", "revoke", "robot").code == 0
    assert "revoked" in ready("token", "list").out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["create", " ", "--email", "a@b.c"], "needs a name"),
        (["create", "x", "--email", "nobody"], "not an e-mail address"),
        (["create", "taken", "--email", "a@b.c"], "the same name"),
        (["create", "x", "--email", "a@b.c", "--role", "king"], "there is no role 'king'"),
        (["create", "x", "--email", "a@b.c", "--days", "2000000000"], "give 36500 at most"),
        (["revoke", "none"], "there is no token none"),
    ],
)
def test_what_cannot_be_done_is_said(ready: Optengine, argv: list[str], said: str) -> None:
    assert ready("token", "create", "taken", "--email", "a@b.c").code == 0
    done = ready("token", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
