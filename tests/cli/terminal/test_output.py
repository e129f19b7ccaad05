"""Files that commands write: through links, with the permissions that are there, as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.terminal.output import write_bytes, write_output
from domain.errors import InputError


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "deep" / "real.json", tmp_path / "link.json"
    target.parent.mkdir()
    target.write_text("old")
    link.symlink_to("deep/real.json")
    write_output(link, "new")
    assert (link.is_symlink(), target.read_text()) == (True, "new\n")
    assert sorted(os.listdir(tmp_path)) == ["deep", "link.json"]
    assert os.listdir(target.parent) == ["real.json"]


def test_a_link_that_leads_to_nothing_yet_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("later")
    write_bytes(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later").read_bytes() == b"x"


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o666])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")
    path.chmod(mode)
    write_output(path, "new")
    assert path.stat().st_mode & 0o777 == mode


def test_nothing_is_left_of_a_write_that_fails(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(InputError, match="cannot be written"):
        write_bytes(tmp_path / "a", b"x")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
