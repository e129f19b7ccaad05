"""Errors as people read them: what was wrong, where, and what to do; never a traceback unless asked for."""

from __future__ import annotations

import os
import sys

from cli.terminal import exit_codes


def report_error(error: Exception) -> int:
    """Say on standard error what went wrong; the exit code that belongs to it."""
    from cli.render.text import clean
    from domain import errors

    if wants_details():
        import traceback

        traceback.print_exception(error)
    if isinstance(error, errors.ProblemFileError):
        _say(problem_file_text(error))
        return exit_codes.BAD_INPUT
    mendable = (
        errors.InputError,
        errors.NotFoundError,
        errors.ConflictingStateError,
        errors.DatabaseNotReadyError,
        errors.DatabaseUnavailableError,
    )
    if isinstance(error, mendable):
        _say(f"optengine: {clean(str(error))}")
        return exit_codes.BAD_INPUT
    kind = "" if isinstance(error, errors.OptimizationEngineError) else f"{type(error).__name__}: "
    detail = clean(str(error)) or "no details were given"
    hint = "" if wants_details() else "\nSet OPTENGINE_DEBUG=1 to see where it came from."
    _say(f"optengine: the engine failed: {kind}{detail}{hint}")
    return exit_codes.ENGINE_ERROR


def wants_details() -> bool:
    """Whether the environment asks for tracebacks."""
    return os.environ.get("OPTENGINE_DEBUG", "") not in ("", "0")


def problem_file_text(error: Exception) -> str:
    """Every fault of a problem file, one a line, under the name of the file."""
    from cli.render.text import clean
    from domain.errors import ProblemFileError

    assert isinstance(error, ProblemFileError)
    source = clean(error.source) or "the problem"
    if len(error.faults) == 1 and not error.faults[0].place:
        return f"optengine: {source}: {clean(error.faults[0].message)}"
    count = "1 fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
    lines = [f"optengine: {source} cannot be used, {count}:"]
    lines += [f"  {clean(str(fault))}" for fault in error.faults]
    lines.append("`optengine schema problem` prints the form of a problem file.")
    return "\n".join(lines)


def _say(text: str) -> None:
    try:
        print(text, file=sys.stderr, flush=True)
    except UnicodeEncodeError:
        print(text.encode("ascii", "backslashreplace").decode("ascii"), file=sys.stderr, flush=True)
    except OSError:
        pass
