"""What the repository check refuses."""

from pathlib import Path

import pytest

from scripts import check_repository
from scripts.check_repository import MOST_FILES, addresses, circles, crowded, foreign_imports, imported_roots, untold


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(check_repository, "ROOT", tmp_path)
    (tmp_path / "domain").mkdir()
    (tmp_path / "requirements").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "parts",
    [
        ("--index", "-url https://packages.example"),
        ("--extra-index", "-url=x"),
        ("see files.python", "hosted.org"),
        ("pip install from /ho", "me/someone/wheels"),
        ("file:/", "//srv/simple"),
    ],
)
def test_addresses_and_machine_paths_are_found(root: Path, parts: tuple[str, str]) -> None:
    path = root / "note.txt"
    path.write_text("fine\n" + "".join(parts) + "\n")
    assert [fault.partition(": ")[0] for fault in addresses([path])] == ["note.txt:2"]


def test_pinned_requirements_carry_no_address(root: Path) -> None:
    path = root / "requirements" / "runtime.txt"
    path.write_text("rich==1 \\\n    --hash=sha256:00\nother @ https://example.org/other.whl\n")
    assert len(list(addresses([path]))) == 1


def test_ordinary_text_passes(root: Path) -> None:
    path = root / "note.md"
    path.write_text("See https://example.org/" + "home/page and docs/" + "work/plan.md.\n")
    assert list(addresses([path])) == []


def test_the_domain_imports_itself_and_the_standard_library_only(root: Path) -> None:
    good, bad = root / "domain" / "good.py", root / "domain" / "bad.py"
    good.write_text("import json\nfrom domain.errors import X\n")
    bad.write_text("def f():\n    import numpy as np\n    return np\n")
    assert list(foreign_imports([good, bad])) == ["domain/bad.py:2: the domain must not import numpy"]
    assert list(imported_roots(good)) == [(1, "json"), (2, "domain")]


def test_the_api_says_what_a_thing_is_for_once(root: Path) -> None:
    (root / "graphql_api").mkdir()
    path = root / "graphql_api" / "types.py"
    once = '@kind(description="A run.")\nclass Run:\n    x: int\n\n    def now(self):\n        """The run now."""\n'
    path.write_text(once)
    assert list(untold([path])) == []
    path.write_text(once.replace("    x: int", '    """A run."""').replace('"""The run now."""', "return 1"))
    assert [fault.rpartition(": ")[2] for fault in untold([path])] == [
        "Run has a description, which says it",
        "now has neither description nor docstring",
    ]


@pytest.mark.parametrize(
    "back",
    [
        "from domain import first\n",
        "if TYPE_CHECKING:\n    from domain.first import y\n",
        "def f():\n    import domain.first\n",
    ],
)
def test_files_that_import_each_other_in_a_circle_are_named(root: Path, back: str) -> None:
    first, second = root / "domain" / "first.py", root / "domain" / "second.py"
    first.write_text("from domain.second import x\n")
    second.write_text("")
    assert list(circles([first, second])) == []
    second.write_text(back)
    (fault,) = circles([first, second])
    assert {"domain/first.py", "domain/second.py"} <= set(fault.removeprefix("imported in a circle: ").split(" <- "))
    page, part = root / "Page.tsx", root / "part.ts"
    page.write_text('import { part } from "./part";\n')
    part.write_text('import type { Page } from "./Page";\n')
    assert list(circles([page])) == []
    assert len(list(circles([page, part]))) == 1


def test_a_folder_of_more_than_fifteen_files_is_refused_where_it_is_not_named(root: Path) -> None:
    def full(folder: str, count: int) -> list[Path]:
        return [root / folder / f"step_{number}.py" for number in range(count)]

    assert list(crowded(full("domain", MOST_FILES) + full("migrations/versions", 40))) == []
    beside = [root / "domain" / f"page_{number}{kind}" for number in range(20) for kind in (".md", ".test.ts")]
    assert list(crowded(full("domain", MOST_FILES) + beside)) == []
    (fault,) = crowded(full("domain", MOST_FILES + 1))
    assert fault == "domain: 16 files, 15 at the most: part it into rooms by subject"
