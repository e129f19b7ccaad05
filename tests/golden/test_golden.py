"""Every help text and many answers of the command line are, word for word, what is written in ``expected``."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from solvers.pool import SolverPool
from tests.golden.helps import is_laid_out_alike
from tests.golden.lines import PAGES
from tests.golden.masking import VARIES, masked, masked_words
from tests.golden.pages import COMMAND, FOLDER, HELPS, answer_file, answer_page, help_file, help_page
from tests.golden.problems import EXAMPLES, IMPOSSIBLE, ROOT


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as warm:
        yield warm


def compare(path: Path, now: str) -> None:
    """Fail with the difference, unless a golden file holds this text."""
    name = path.relative_to(ROOT)
    written = path.read_text("utf-8") if path.is_file() else ""
    if written == now:
        return
    difference = difflib.unified_diff(
        written.splitlines(), now.splitlines(), f"{name}", "what is said now", lineterm=""
    )
    pytest.fail("\n".join([f"{name} differs:", *difference, f"Where that is meant: {COMMAND}"]), pytrace=False)


@pytest.mark.skipif(not is_laid_out_alike(), reason="this version of Python lays help texts out in its own way")
@pytest.mark.parametrize("name", sorted(HELPS))
def test_the_help_is_as_written(name: str) -> None:
    compare(help_file(name), help_page(name))


@pytest.mark.solver
@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_answers_are_as_written(page: str, tmp_path: Path, pool: SolverPool) -> None:
    compare(answer_file(page), answer_page(page, tmp_path, pool))


def test_every_golden_file_is_compared_with_something() -> None:
    known = {help_file(name) for name in HELPS} | {answer_file(page) for page in PAGES}
    assert set(FOLDER.rglob("*.*")) == known, f"write them anew: {COMMAND}"


def test_no_golden_file_names_a_place_of_this_machine() -> None:
    for path in FOLDER.rglob("*.txt"):
        text = path.read_text("utf-8")
        assert str(ROOT) not in text and tempfile.gettempdir() not in text, path


def test_every_example_has_a_problem_without_a_portfolio() -> None:
    assert set(EXAMPLES) == set(IMPOSSIBLE)


def test_a_difference_is_shown_with_the_command_that_writes_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.golden.test_golden.ROOT", tmp_path)
    (tmp_path / "page.txt").write_text("the same\nbefore\n", "utf-8")
    with pytest.raises(pytest.fail.Exception) as failed:
        compare(tmp_path / "page.txt", "the same\nafter\n")
    for words in ("page.txt differs", "-before", "+after", COMMAND):
        assert words in str(failed.value)


def test_only_what_varies_is_left_out() -> None:
    answer = {
        "timings": {"load": 1},
        "solver": {"name": "auto (highs)", "seed": 0},
        "runs": [{"seconds": 2, "name": "A"}],
    }
    left = {
        "timings": {"load": VARIES},
        "solver": {"name": VARIES, "seed": 0},
        "runs": [{"seconds": VARIES, "name": "A"}],
    }
    assert masked(answer, raced=True) == left
    assert masked(answer, raced=False)["solver"] == answer["solver"]
    assert masked_words("best in 1.2 s; 3 sizes, highs 1.15.1, engine 0.1.0") == (
        "best in (time); 3 sizes, highs (version), engine (version)"
    )
