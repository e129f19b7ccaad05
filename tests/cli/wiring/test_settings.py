"""Settings: the environment over the file, and a bad one is named."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from cli.wiring.databases import DEFAULT
from cli.wiring.settings import FILE_VARIABLE, ServeSettings, SettingSource
from domain.errors import ParameterError
from domain.integer_model.model import SolveParameters
from domain.runs.limits import SolveLimits
from domain.runs.runs import Runs
from graphql_api.settings import ApiSettings
from solvers.plugins.registry import load_solvers


def source(file: str = "", **environment: str) -> SettingSource:
    return SettingSource(environment, tomllib.loads(file), "optengine.toml")


def test_what_is_not_set_has_its_default() -> None:
    assert source().read(ApiSettings) == ApiSettings()
    assert source().read(ServeSettings) == ServeSettings()


def test_the_environment_counts_more_than_the_file() -> None:
    file = 'rate_limit = 5\nallowed_origins = ["https://a.example"]\ngraphiql = false\n[limits]\ndepth = 3\ncost = 9\n'
    found = source(file, OPTENGINE_RATE_LIMIT="7", OPTENGINE_LIMITS_DEPTH="4").read(ApiSettings)
    assert (found.rate_limit, found.allowed_origins, found.graphiql) == (7, ("https://a.example",), False)
    assert (found.limits.depth, found.limits.cost, found.limits.aliases) == (4, 9, ApiSettings().limits.aliases)
    listed = source(OPTENGINE_ALLOWED_ORIGINS="https://a.example, https://b.example").read(ApiSettings)
    assert listed.allowed_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    ("file", "environment", "said"),
    [
        ("", {"OPTENGINE_RATE_LIMIT": "many"}, "OPTENGINE_RATE_LIMIT is a whole number"),
        ("", {"OPTENGINE_GRAPHIQL": "perhaps"}, "OPTENGINE_GRAPHIQL is true or false"),
        ("", {"OPTENGINE_SSE_HEARTBEAT_SECONDS": "nan"}, "OPTENGINE_SSE_HEARTBEAT_SECONDS is a number"),
        ("rate_limit = 1.5", {}, "rate_limit is a whole number"),
        ("max_body_bytes = 0", {}, "max_body_bytes is a whole number from 1"),
        ('allowed_origins = "x"', {}, "allowed_origins is a list"),
        ("limits = 3", {}, "limits is a table"),
        ("[limits]\ndepth = -1", {}, "depth is a whole number"),
    ],
)
def test_a_bad_setting_is_named(file: str, environment: dict[str, str], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        source(file, **environment).read(ApiSettings)


@pytest.mark.parametrize(
    ("file", "said"), [("port = 70000", "port is at most"), ('log_format = "xml"', "log_format is one of auto")]
)
def test_a_bad_setting_of_the_server_is_named(file: str, said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        source(file).read(ServeSettings)


def test_an_unknown_setting_of_the_file_is_refused() -> None:
    source("database_url = 'x'\nport = 1").known_only(ServeSettings, ApiSettings)
    with pytest.raises(ParameterError, match="there is no setting prot"):
        source("prot = 1").known_only(ServeSettings, ApiSettings)


@pytest.mark.parametrize(
    ("file", "environment", "said"),
    [
        ("[limits]\ndepht = 3", {}, r"\[limits\]: there is no setting depht; did you mean depth\?"),
        ("[live]\nidle = 3", {}, r"\[live\]: there is no setting idle"),
        ("[solves]\nsecond = 3", {}, "there is no setting second; did you mean seconds"),
        ("", {"OPTENGINE_LIMITS_DEPHT": "3"}, "there is no setting OPTENGINE_LIMITS_DEPHT; did you mean depth"),
        ("[limits]\ndepth = 3", {"OPTENGINE_LIVE_MOSTLY": "3"}, "there is no setting OPTENGINE_LIVE_MOSTLY"),
        ("graphqil = true", {}, "there is no setting graphqil; did you mean graphiql"),
        ("limits = 3", {}, "limits is a table"),
    ],
)
def test_a_misspelt_setting_of_a_group_is_refused(file: str, environment: dict[str, str], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        source(file, **environment).known_only(ServeSettings, ApiSettings)


@pytest.mark.parametrize("path", ["", "/", "graphql", "/a b", "/a/", "//a", "/a?b", "/session", "/columns/x", "/.."])
def test_a_path_that_cannot_be_served_is_refused_at_the_start(path: str) -> None:
    with pytest.raises(ParameterError, match="setting path"):
        ApiSettings(path=path)
    assert ApiSettings(path="/plan/v1.2/graphql").path


@pytest.mark.parametrize("hours", [0.0, -1.0, 1e9, 8785.0])
def test_hours_that_no_session_lasts_are_refused_at_the_start(hours: float) -> None:
    with pytest.raises(ParameterError, match="session_hours"):
        ApiSettings(session_hours=hours)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "other.toml"
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    with pytest.raises(ParameterError, match="cannot be read"):
        SettingSource.standard()
    file.write_text("= nonsense", "utf-8")
    with pytest.raises(ParameterError, match="is not TOML"):
        SettingSource.standard()


def test_every_setting_is_documented_with_its_default() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "operations.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w.]+)` \| (?:`(.*?)`)? *\| .+ \|$", page, re.MULTILINE))
    found = {"database_url": DEFAULT, **_defaults(ServeSettings()), **_defaults(ApiSettings())}
    assert rows == found


def _defaults(settings: Any, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if is_dataclass(value):
            found |= _defaults(value, f"{field.name}.")
        elif isinstance(value, bool):
            found[prefix + field.name] = str(value).lower()
        else:
            found[prefix + field.name] = "" if value == () else str(value)
    return found


def test_starts_beyond_the_limits_or_with_what_no_solver_knows_are_refused() -> None:
    asked: Any = MagicMock()
    limits = SolveLimits(seconds=60.0, threads=4)
    check = Runs(asked, asked, asked, asked, load_solvers().check, limits).check_solver
    check("highs", SolveParameters(time_limit=60.0))
    check("auto", SolveParameters())
    for name, parameters, words in (
        ("highs", SolveParameters(time_limit=61.0), "60 seconds"),
        ("auto", SolveParameters(time_limit=61.0), "60 seconds"),
        ("cp-sat", SolveParameters(threads=5), "threads"),
        ("highs", SolveParameters(options={"nonsense": 1}), "nonsense"),
        ("highs", SolveParameters(options={"mip_rel_gap": "x"}), "mip_rel_gap"),
    ):
        with pytest.raises(ParameterError, match=words):
            check(name, parameters)
    with pytest.raises(ParameterError, match="1024"):
        load_solvers().check("cp-sat", SolveParameters(threads=2**31 - 1))
