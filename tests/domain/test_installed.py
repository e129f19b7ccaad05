"""Versions of installed packages: those that the import system tells, without loading what tells them."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from domain.installed import installed_version

ROOT = Path(__file__).parents[2]


def test_every_installed_package_has_the_version_that_the_import_system_tells() -> None:
    told: dict[str, str] = {}
    for found in distributions():
        told.setdefault(found.metadata["Name"], found.version)
    assert told
    assert {name: installed_version(name) for name in told} == told


def test_a_package_that_nobody_has_is_not_installed() -> None:
    assert installed_version("a-package-that-nobody-has") is None


@pytest.mark.parametrize("name", ["A.Package_of-ours", "a-package-of-ours", "A__Package.of.ours"])
def test_names_compare_as_those_of_packages_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = tmp_path / "a_package_of_ours-7.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: a-package-of-ours\nVersion: 7.1+ours\n\nText\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_version(name) == "7.1+ours"


def test_a_package_in_an_archive_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "packages.zip", "w") as archive:
        archive.writestr("zipped-2.dist-info/METADATA", "Metadata-Version: 2.1\nName: zipped\nVersion: 2\n")
    monkeypatch.syspath_prepend(str(tmp_path / "packages.zip"))
    assert installed_version("zipped") == "2"


def test_what_is_found_in_plain_folders_loads_nothing() -> None:
    program = (
        "import sys; before = set(sys.modules); from domain.installed import installed_version;"
        "found = installed_version('highspy'); more = set(sys.modules) - before - {'domain', 'domain.installed'};"
        "more.discard('__future__'); sys.exit(0 if found and not more else f'{found} {more}')"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
