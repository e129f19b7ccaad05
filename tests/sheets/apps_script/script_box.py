"""The bundled Apps Script in a Node process, between stand-ins for what Google gives it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
BUILD = ROOT / "sheets" / "apps_script" / "build.mjs"
ENGINE = "https://engine.example/graphql"
needs_node = [
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed"),
    pytest.mark.skipif(not (ROOT / "node_modules" / "esbuild").is_dir(), reason="esbuild is not installed (npm ci)"),
]


def bundled(folder: Path) -> Path:
    """The bundle, made anew; its path."""
    subprocess.run(["node", str(BUILD), str(folder)], cwd=ROOT, check=True, timeout=60)
    return folder / "Code.js"


class ScriptBox:
    """The script, its menus and its pages, as a person at the spreadsheet has them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(self, what: str, **more: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"do": what, **more}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the box has ended"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["ok"]

    def call(self, name: str, *parameters: Any) -> Any:
        """What a function of the script answers."""
        return self.do("call", name=name, parameters=parameters)

    def press(self, label: str, *, answer: str = "OK") -> list[list[str]]:
        """Press a menu item, answer its question; the boxes that came up: title and words."""
        self.set(answers=[answer])
        alerts: list[list[str]] = self.do("press", label=label)
        return alerts

    def set(self, **values: Any) -> None:
        """Set something of the world around the script."""
        self.do("set", values=values)

    @property
    def state(self) -> dict[str, Any]:
        """The world around the script."""
        found: dict[str, Any] = self.do("state")
        return found

    def open_sidebar(self) -> dict[str, Any]:
        """Open the sidebar as the menu does; what it shows."""
        self.call("showSidebar")
        shown: dict[str, Any] = self.do("openPage", html=self.state["sidebar"])
        return shown

    def set_up(self, token: str, roadmap: str = "") -> None:
        """Enter the address and the token."""
        answer = self.call("saveSettings", ENGINE, token, roadmap)
        assert answer["ok"], answer


@contextmanager
def script_box(bundle: Path, sheets_url: str, api_url: str, spreadsheet_id: str) -> Iterator[ScriptBox]:
    """The script of a spreadsheet at the local Sheets server, with ``https://engine.example`` leading to an API."""
    world = {"bundle": str(bundle), "sheetsUrl": sheets_url, "apiUrl": api_url, "spreadsheetId": spreadsheet_id}
    command = ["node", str(Path(__file__).with_name("box.mjs")), json.dumps(world)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield ScriptBox(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(10)
