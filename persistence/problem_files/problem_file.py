"""The problem file: one JSON form for command line, stored inputs and API, loss-free both ways."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from domain.errors import Fault, ProblemFileError
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from persistence.problem_files.form import CONSTRAINT_SET, PROBLEM
from persistence.problem_files.json_text import one_line, parse, pretty

MAX_BYTES = 2**28
"""Far beyond any real list of initiatives; a device without end must not fill the memory."""
_CHUNK_BYTES = 2**24


def read_problem(path: Path) -> PortfolioProblem:
    """The problem in a file. Raises ``ProblemFileError`` with every fault and its place."""
    source = str(path)
    return loads(_read(path, source), source)


def read_rules(path: Path) -> ConstraintSet:
    """The constraint set in a file, be it a whole problem. Raises ``ProblemFileError`` as ``loads`` does."""
    source = str(path)
    tree = parse(_read(path, source), source)
    if isinstance(tree, dict) and ("scenario" in tree or "initiatives" in tree):
        return loads(_read(path, source), source).constraint_set
    rules: ConstraintSet = CONSTRAINT_SET.whole(tree, source)
    return rules


def _read(path: Path, source: str) -> bytes:
    try:
        with path.open("rb") as file:
            return _read_all(file, source)
    except FileNotFoundError:
        raise ProblemFileError([Fault("", "there is no such file")], source) from None
    except IsADirectoryError:
        raise ProblemFileError([Fault("", "is a directory, not a file")], source) from None
    except PermissionError:
        raise ProblemFileError([Fault("", "may not be read; check its permissions")], source) from None
    except (OSError, ValueError) as error:
        raise ProblemFileError([Fault("", f"cannot be read: {error}")], source) from None


def read_stream(stream: BinaryIO, source: str) -> PortfolioProblem:
    """The problem in a stream that is read to its end. Raises ``ProblemFileError`` as ``loads`` does."""
    return loads(_read_all(stream, source), source)


def _read_all(stream: BinaryIO, source: str) -> bytes:
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK_BYTES):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise ProblemFileError([Fault("", f"is larger than {MAX_BYTES // 2**20} MB")], source)
    return b"".join(chunks)


def loads(text: str | bytes, source: str = "") -> PortfolioProblem:
    """The problem in a text. Raises ``ProblemFileError`` with every fault and its place."""
    problem: PortfolioProblem = PROBLEM.whole(parse(text, source), source)
    return problem


def dumps(problem: PortfolioProblem) -> str:
    """The canonical text: equal problems give equal texts, and ``loads`` gives the same problem back.

    What equals its default is left out. Raises ``ValueError`` for a number that a file cannot hold.
    """
    return pretty(PROBLEM.write(problem)) + "\n"


def write_problem(problem: PortfolioProblem, path: Path) -> None:
    """Write the canonical text; the file is replaced as a whole or, with an ``OSError``, not at all."""
    import secrets
    import shutil

    data = dumps(problem).encode("utf-8")
    target = path.resolve()
    fresh = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, fresh)
        fresh.replace(target)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def inputs_hash(problem: PortfolioProblem) -> str:
    """The SHA-256 of the canonical content: the same for equal problems, however they were spelled."""
    return hashlib.sha256(one_line(PROBLEM.write(problem)).encode("utf-8")).hexdigest()
