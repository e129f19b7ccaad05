"""Settings of the server: from the command line, else the environment, else one file, else their defaults.

``rate_limit = 60`` in ``optengine.toml`` and ``OPTENGINE_RATE_LIMIT=60`` in the environment say the same; settings of
a group have its name in front: ``[limits] depth = 12`` and ``OPTENGINE_LIMITS_DEPTH=12``.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from domain.errors import ParameterError
from domain.live_sessions.states import SessionLimits
from domain.runs.limits import SolveLimits

PREFIX = "OPTENGINE_"
FILE_VARIABLE = "OPTENGINE_SETTINGS"
DEFAULT_FILE = "optengine.toml"
DATABASE = "database_url"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """How the server runs.

    workers: processes that execute runs; 0 leaves that to `optengine worker`. slots: runs at a time in each; 0 is one
    a processor. log_format: ``json``, ``text``, or ``auto`` for text on a terminal. trace_exporter: where
    a span of each operation goes. solves: what a run may use. live: what live sessions may use.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    slots: int = 0
    log_format: str = "auto"
    log_level: str = "INFO"
    trace_exporter: str = "none"
    solves: SolveLimits = field(default_factory=SolveLimits)
    live: SessionLimits = field(default_factory=SessionLimits)


WORDS = {
    "log_format": ("auto", "json", "text"),
    "log_level": ("DEBUG", "INFO", "WARNING", "ERROR"),
    "trace_exporter": ("none", "console", "otlp"),
}
AT_LEAST_ONE = frozenset({"max_body_bytes", "subscriptions_per_connection", "solvers"})


class SettingSource:
    """The environment over the settings file. Raises ``ParameterError``, which names the setting that is at fault."""

    def __init__(self, environment: Mapping[str, str], file: Mapping[str, Any], name: str = "") -> None:
        self._environment = environment
        self._file = file
        self._name = name

    @classmethod
    def standard(cls) -> SettingSource:
        """The environment of this process, and the file that it names or that lies in the working directory."""
        named = os.environ.get(FILE_VARIABLE)
        path = Path(named or DEFAULT_FILE)
        if not named and not path.is_file():
            return cls(os.environ, {})
        try:
            return cls(os.environ, tomllib.loads(path.read_text("utf-8")), str(path))
        except OSError as error:
            raise ParameterError(f"the settings file {path} cannot be read: {error.strerror}") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ParameterError(f"the settings file {path} is not TOML: {error}") from None

    def known_only(self, *kinds: type) -> None:
        """Refuse names in the file that none of these classes has."""
        hints = {name: hint for kind in kinds for name, hint in get_type_hints(kind).items()}
        for name in self._file:
            if name not in hints and name != DATABASE:
                raise ParameterError(f"{self._name}: there is no setting {name}{_meant(name, hints)}")
        for name, kind in hints.items():
            if is_dataclass(kind):
                self._group(name).refuse_unknown(kind)

    def refuse_unknown(self, kind: Any) -> None:
        """Refuse names of a group that its class does not have, in the file and in the environment."""
        known = [each.name for each in fields(kind)]
        for name in self._file:
            if name not in known:
                raise ParameterError(f"{self._name}: there is no setting {name}{_meant(name, known)}")
        for variable in self._environment:
            name = variable.removeprefix(PREFIX).lower()
            if name not in known:
                group = self._name.rpartition("[")[2].rstrip("]").upper()
                raise ParameterError(f"there is no setting {PREFIX}{group}_{name.upper()}{_meant(name, known)}")

    def text(self, name: str) -> str | None:
        """A setting that is a text, or None where it is not set."""
        return self._value(name, str) if self._is_set(name) else None

    def read(self, kind: type[T]) -> T:
        """The settings of a class; what is set nowhere has its default."""
        hints = get_type_hints(kind)
        given = {}
        for each in fields(kind):  # type: ignore[arg-type]
            if is_dataclass(hints[each.name]):
                given[each.name] = self._group(each.name).read(hints[each.name])
            elif self._is_set(each.name):
                given[each.name] = self._value(each.name, hints[each.name])
        return kind(**given)

    def _group(self, name: str) -> SettingSource:
        table = self._file.get(name, {})
        if not isinstance(table, Mapping):
            raise ParameterError(f"{self._name}: the setting {name} is a table of settings")
        prefix = f"{PREFIX}{name.upper()}_"
        inner = {
            PREFIX + key.removeprefix(prefix): text for key, text in self._environment.items() if key.startswith(prefix)
        }
        return SettingSource(inner, table, f"{self._name} [{name}]" if self._name else name)

    def _is_set(self, name: str) -> bool:
        return PREFIX + name.upper() in self._environment or name in self._file

    def _value(self, name: str, kind: Any) -> Any:
        variable = PREFIX + name.upper()
        if variable in self._environment:
            source, raw = variable, _from_text(self._environment[variable].strip(), kind)
        else:
            source, raw = f"{self._name}: {name}", self._file[name]
        value: Any = tuple(raw) if kind == tuple[str, ...] and isinstance(raw, list) else raw
        fault = _fault(name, value, kind)
        if fault:
            raise ParameterError(f"the setting {source} {fault}, not {raw!r}")
        return kind(value) if kind is float else value


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


def _from_text(text: str, kind: Any) -> Any:
    """A value of the environment; what does not fit comes back as the text."""
    if kind is bool:
        return {"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text)
    if kind == tuple[str, ...]:
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            return text
    return text


def _fault(name: str, value: Any, kind: Any) -> str | None:
    if kind is bool:
        return None if isinstance(value, bool) else "is true or false"
    if kind == tuple[str, ...]:
        fits = isinstance(value, tuple) and all(isinstance(each, str) for each in value)
        return None if fits else "is a list of texts"
    if kind is str:
        words = WORDS.get(name)
        if words:
            return None if value in words else f"is one of {', '.join(words)}"
        return None if isinstance(value, str) and value else "is a text"
    least = 1 if name in AT_LEAST_ONE else 0
    number = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value < least:
        return f"is a {'whole ' if kind is int else ''}number from {least} up"
    return "is at most 65535" if name == "port" and value > 65535 else None
