"""Checks of the repository that no other tool makes.

- No file that is kept names a package index or a path of somebody's machine.
- The domain imports nothing but itself and the standard library.
- No files of the product import each other in a circle, in Python or in the explorer.
- No folder holds more than fifteen files of source, but for those that are named here.
- What is public in the API says what it is for once: to clients, or in a docstring.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = re.compile(
    r"pypi\.org|pythonhosted\.org|--(?:extra-)?index-url[ =]|--find-links[ =]|--trusted-host[ =]|file:/{3}\w"
    r"|(?<![\w.}])/(?:root|home|Users|work|mnt)/\w"
)
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
ALLOWED_ROOTS = sys.stdlib_module_names | {"domain"}
SOURCE = {".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".graphql", ".html", ".sh"}
MOST_FILES = 15
LARGER = {"migrations/versions": "a file for each step", "graphql_api/web/files/assets": "built from the explorer"}


def kept_files() -> list[Path]:
    """Every file under version control, or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def addresses(files: list[Path]) -> Iterator[str]:
    """Each line that names an index or a machine, with its place."""
    for path in files:
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
            if found := ADDRESSES.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: names an address or a machine path: {found.group()}"
            elif path.parent.name == "requirements" and path.suffix == ".txt" and "://" in line:
                yield f"{path.relative_to(ROOT)}:{number}: a pinned requirement must not carry an address"


def imported_roots(path: Path) -> Iterator[tuple[int, str]]:
    """The top-level packages that a module imports, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def foreign_imports(files: list[Path]) -> Iterator[str]:
    """Each import of the domain that leads out of it and out of the standard library."""
    for path in files:
        relative = path.relative_to(ROOT)
        if relative.parts[0] == "domain" and path.suffix == ".py":
            for line, root in imported_roots(path):
                if root not in ALLOWED_ROOTS:
                    yield f"{relative}:{line}: the domain must not import {root}"


def circles(files: list[Path]) -> Iterator[str]:
    """A circle of files that import each other, late or for types alone included, if there is one."""
    modules = {}
    for path in files:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if path.suffix == ".py" and not name.startswith("tests."):
            modules[name] = path
    known = set(files)
    graph = {path: {modules[each] for each in _imported(path) if each in modules} - {path} for path in modules.values()}
    for path in files:
        if path.suffix in (".ts", ".tsx"):
            named = (path.parent / each for each in re.findall(r'from "(\.[^"]+)"', path.read_text("utf-8")))
            graph[path] = {Path(f"{each.resolve()}{kind}") for each in named for kind in (".ts", ".tsx")} & known
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"imported in a circle: {' <- '.join(str(each.relative_to(ROOT)) for each in error.args[1])}"


def _imported(path: Path) -> Iterator[str]:
    """The names of modules, and of what is taken from them, that a module imports: at once, late or for types."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield node.module


def crowded(files: list[Path]) -> Iterator[str]:
    """Each folder with more files of source than a person keeps in view; a test beside its source counts with that."""
    source = (path for path in files if path.suffix in SOURCE and ".test" not in path.suffixes)
    counts = Counter(str(path.parent.relative_to(ROOT)) for path in source)
    for folder, count in counts.items():
        if count > MOST_FILES and folder not in LARGER:
            yield f"{folder}: {count} files, {MOST_FILES} at the most: part it into rooms by subject"


def untold(files: list[Path]) -> Iterator[str]:
    """Each public class and function of the API with neither a description nor a docstring, or with both.

    A class without a body but its docstring keeps that.
    """
    for path in files:
        relative = path.relative_to(ROOT)
        if relative.parts[0] == "graphql_api" and path.suffix == ".py":
            for node in _public(ast.parse(path.read_text("utf-8"), str(path))):
                described = any(_has_description(each) for each in node.decorator_list)
                if described is (ast.get_docstring(node) is not None) and not (described and len(node.body) == 1):
                    wrong = "has a description, which says it" if described else "has neither description nor docstring"
                    yield f"{relative}:{node.lineno}: {node.name} {wrong}"


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _has_description(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(each.arg == "description" for each in decorator.keywords)


def main() -> int:
    """Print every fault; 1 if there is one."""
    files = kept_files()
    faults = [*addresses(files), *foreign_imports(files), *circles(files), *crowded(files), *untold(files)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
