"""Plugins: found through their entry points, refused by name when broken, and never in each other's way."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from domain.errors import ParameterError, PluginError, SolverUnavailableError
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from solvers.backend import Backend, Capabilities, hookimpl
from solvers.conformance.models import plan_of
from solvers.plugins.registry import SolverRegistry, load_solvers
from solvers.pool import SolverPool
from tests.solvers import faulty

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "tests" / "plugins" / "sample_plugin"


def plugin(*backends: object) -> Any:
    @hookimpl
    def optimization_engine_solvers() -> list[object]:
        return list(backends)

    return SimpleNamespace(optimization_engine_solvers=optimization_engine_solvers)


class OldVersion(faulty.Obedient):
    name = "old"
    api_version = 0


class Nameless(faulty.Obedient):
    name = ""


class NoSolve(Backend):
    name = "no-solve"
    capabilities = Capabilities(exact_up_to=1)


class TakenName(faulty.Obedient):
    name = "auto"


class Missing(faulty.Obedient):
    name = "missing"
    distribution = "a-package-that-nobody-has"


def test_the_built_in_backends_come_through_the_same_door() -> None:
    registry = load_solvers()
    assert {"cp-sat", "highs", "scip"} <= set(registry.names)
    assert {"cp-sat", "highs", "scip"} <= set(registry.available)
    assert registry.get("highs")().version()


def test_looking_plugins_up_imports_no_library() -> None:
    program = (
        "import sys; from solvers.pool import SolverPool; pool = SolverPool();"
        "[pool.solver(name) for name in pool.registry.available];"
        "found = {'ortools', 'highspy', 'numpy', 'pandas'} & set(sys.modules); sys.exit(str(found) if found else 0)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    registry = SolverRegistry()
    registry.register(plugin(faulty.Obedient), "mine")
    with pytest.raises(ParameterError, match=r"no solver named 'gurobi' \(available: obedient, auto\)"):
        registry.get("gurobi")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (plugin(OldVersion), "API version 0, this engine has 1"),
        (plugin(Nameless), "has no name"),
        (plugin(NoSolve), "does not implement solve"),
        (plugin(TakenName), "named 'auto'"),
        (plugin(int), "not a subclass"),
        (plugin("cp-sat"), "not a subclass"),
        (plugin(faulty.Obedient, faulty.Obedient), "taken already"),
        (ModuleType("empty"), "implements no hook"),
    ],
)
def test_a_plugin_that_breaks_the_contract_is_refused_whole(broken: object, reason: str) -> None:
    registry = SolverRegistry()
    with pytest.raises(PluginError, match=reason):
        registry.register(broken, "broken")
    assert registry.names == ()


def test_a_misspelt_hook_is_refused() -> None:
    @hookimpl
    def optimization_engine_solver() -> list[type[Backend]]:
        return [faulty.Obedient]

    with pytest.raises(PluginError, match="optimization_engine_solver"):
        SolverRegistry().register(SimpleNamespace(optimization_engine_solver=optimization_engine_solver), "misspelt")


def test_a_broken_plugin_is_listed_and_stops_nobody() -> None:
    registry = SolverRegistry()
    registry.load(
        [
            EntryPoint("absent", "a_module_that_nobody_has", "optimization_engine.solvers"),
            EntryPoint("highs", "solvers.default_plugins.highs.plugin", "optimization_engine.solvers"),
            EntryPoint("twin", "solvers.default_plugins.highs.plugin", "optimization_engine.solvers"),
        ]
    )
    assert registry.names == ("highs",)
    assert [broken.plugin for broken in registry.broken] == ["absent", "twin"]
    assert "a_module_that_nobody_has" in str(registry.broken[0])
    with pytest.raises(ParameterError, match="left out: solver plugin absent"):
        registry.get("absent")


def test_a_missing_library_says_what_to_install() -> None:
    registry = SolverRegistry()
    registry.register(plugin(Missing), "mine")
    assert registry.available == ()
    with SolverPool(registry) as pool:
        with pytest.raises(SolverUnavailableError, match="pip install a-package-that-nobody-has"):
            pool.solver("missing")
        with pytest.raises(SolverUnavailableError):
            pool.solver("auto")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plugin, installed by pip out of a copy of its sources into a folder of its own."""
    source, target = tmp_path_factory.mktemp("source") / "plugin", tmp_path_factory.mktemp("site")
    shutil.copytree(SAMPLE, source, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run([*pip, "--target", str(target), str(source)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"pip cannot build here: {done.stderr.strip()[-200:]}")
    return target


@pytest.mark.solver
def test_an_installed_plugin_is_found_and_works_in_its_process(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(installed))
    registry = load_solvers()
    assert "sample" in registry.names
    with SolverPool(registry) as pool:
        result = pool.solver("sample").solve(plan_of([(0, 3)], [([2], None, 5)], [7]), SolveParameters())
    assert (result.status, result.stages[0].value) == (SolutionStatus.OPTIMAL, 14)
    assert (result.solver_name, result.solver_version) == ("sample", "1.2.3")


def code_of(heading: str) -> str:
    text = (ROOT / "docs" / "solver-plugins.md").read_text(encoding="utf-8")
    found = re.search(rf"## {heading}\n.*?```python\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found.group(1)


@pytest.mark.solver
def test_the_backend_in_the_documentation_keeps_the_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "documented_solver"
    (tmp_path / f"{name}.py").write_text(code_of("A backend in ten lines"), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    registry = SolverRegistry()
    registry.load([EntryPoint("enumeration", name, "optimization_engine.solvers")])
    assert registry.names == ("enumeration",), registry.broken
    namespace: dict[str, Any] = {"Enumeration": registry.get("enumeration")}
    exec(code_of("Testing it"), namespace)
    conformance = namespace["TestEnumeration"]()
    with SolverPool(registry) as pool:
        worker = pool.solver("enumeration")
        checks: list[Callable[[Any], None]] = [
            getattr(conformance, check)
            for check in ("test_optimal", "test_infeasible", "test_random_models_against_enumeration")
        ]
        for check in checks:
            check(worker)
