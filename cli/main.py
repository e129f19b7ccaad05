"""The command ``optengine``: reads the arguments, runs one command, turns every error into a text and an exit code.

Nothing heavy is imported here, and of all commands only the one that is asked for, which imports what it needs when
it runs.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

from cli.terminal import exit_codes


def grouped_help(headings: Mapping[str, str]) -> type[argparse.HelpFormatter]:
    """Help that lists commands under headings; ``headings``: by the first command of each group."""

    class GroupedHelp(argparse.RawDescriptionHelpFormatter):
        def _format_action(self, action: argparse.Action) -> str:
            text = super()._format_action(action)
            heading = headings.get(action.dest) if not action.option_strings else None
            return text if heading is None else f"\n{' ' * self._current_indent}{heading}:\n{text}"

    return GroupedHelp


_NEGATIVE = re.compile(r"-(?:\d+|\d*\.\d+)%?$")
"""What is a value although it begins as an option does: ``-1%`` is refused for what it is."""


class Parser(argparse.ArgumentParser):
    """An argument parser that knows what was probably meant; the parsers of its commands are of the same kind.

    Options are given by their whole names, and what has examples after its help shows its texts line by line.
    run: what is done where this is the command.
    """

    def __init__(self, *args: Any, run: Callable[[argparse.Namespace], int] | None = None, **options: Any) -> None:
        lines = {"formatter_class": argparse.RawDescriptionHelpFormatter} if "epilog" in options else {}
        super().__init__(*args, **({"allow_abbrev": False} | lines | options))
        self._negative_number_matcher = _NEGATIVE
        if run is not None:
            self.set_defaults(run=run)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Refuse unknown arguments here, where the command that they were given to is still known."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}{self._meant(unknown)}")
        return found, unknown

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = [] if action.choices is None else [str(choice) for choice in action.choices]
        if not choices or value in choices:
            return
        name = action.metavar if isinstance(action.metavar, str) else action.dest
        raise argparse.ArgumentError(
            action if action.option_strings else None,
            f"there is no {name} {value!r}{_similar(str(value), choices)} (choose from {', '.join(choices)})",
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on standard error, and leave."""
        self.exit(exit_codes.BAD_INPUT, f"{self.prog}: {message}\n`{self.prog} --help` explains it.\n")

    def _meant(self, unknown: Sequence[str]) -> str:
        options = [option for option in self._option_string_actions if option.startswith("--")]
        wrong = next((each.partition("=")[0] for each in unknown if each.startswith("--")), "")
        return _similar(wrong, options)


def _similar(wrong: str, known: Sequence[str]) -> str:
    import difflib

    close = difflib.get_close_matches(wrong, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


DESCRIPTION = """\
Chooses the best portfolio of initiatives under capacities and rules, proves it, checks it and explains it.
"""
EXAMPLES = f"""\
examples:
  optengine demo                           see what it does, on a sample organisation
  optengine demo --write .                 get the sample as organisation.json
  optengine solve organisation.json        the best portfolio, as tables
  optengine solve organisation.json --json > answer.json
  optengine validate organisation.json     check a file without solving it
  optengine explain organisation.json      why this portfolio, what limits it, what would help most

{exit_codes.HELP}
`optengine COMMAND --help` explains a command. With OPTENGINE_DEBUG=1 in the environment, an unexpected error shows
all its details.
"""


COMMANDS = {
    "First steps": ("demo", "solve", "validate", "schema"),
    "After the first optimum": (
        "explain",
        "whatif",
        "trade",
        "prices",
        "frontier",
        "core",
        "alternatives",
        "rule-prices",
        "capacity-values",
        "transfers",
        "roadmaps",
    ),
    "Solvers": ("solvers", "compare"),
    "Spreadsheets": ("import", "export", "sheet", "job"),
    "Many users: database, queue and API": ("db", "scenario", "run", "portfolio", "batch", "worker", "serve", "token"),
}
"""Every command under the heading that ``--help`` lists it by; each is a module of ``cli.commands`` or below."""
ROOMS = {
    "After the first optimum": "cli.commands.analyses",
    "Spreadsheets": "cli.commands.service",
    "Many users: database, queue and API": "cli.commands.service",
}

MODULES = {"import": "import_backlog"}
"""The module of a command whose name Python keeps for itself."""

VERSION = "--version"
COLLECT_AFTER = 20_000
"""Objects between two looks for garbage: what is imported is none, and looking takes a twentieth of a command."""
UNWRITABLE = (errno.ENOSPC, errno.EIO, errno.EDQUOT)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from domain.installed import installed_version

        print(f"optengine {installed_version('optimization-engine') or '(not installed as a package)'}")
        parser.exit()


def build_parser(only: Collection[str] | None = None) -> Parser:
    """The parser with every command, or with some only: what it says of those is the same."""
    parser = Parser(
        prog="optengine",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=grouped_help({members[0]: title for title, members in COMMANDS.items()}),
    )
    parser.add_argument(VERSION, action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=parser.prog)
    for heading, members in COMMANDS.items():
        room = ROOMS.get(heading, "cli.commands")
        for name in members:
            if only is None or name in only:
                import_module(f"{room}.{MODULES.get(name, name).replace('-', '_')}").register(commands)
    return parser


def _asked_for(argv: Sequence[str]) -> Collection[str] | None:
    """The commands that a line can need: the one that it begins with, or all where it may be about all of them."""
    first = argv[0] if argv else ""
    if first == VERSION:
        return ()
    return (first,) if any(first in members for members in COMMANDS.values()) else None


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code. Without ``argv`` it is that of the program, which ends here."""
    _open_closed_streams()
    gc.set_threshold(COLLECT_AFTER)
    try:
        code = _run(argv)
    except KeyboardInterrupt:
        code = exit_codes.CANCELLED
    except BrokenPipeError:
        _abandon_output()
        code = exit_codes.READER_LEFT
    except OSError as error:
        _abandon_output()
        print(f"optengine: the output cannot be written: {error.strerror or error}", file=sys.stderr)
        code = exit_codes.ENGINE_ERROR
    if argv is None:
        from cli.terminal.leaving import leave

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # All is said; a late Ctrl-C must not change how the program ends.
        leave(code)
    return code


def _run(argv: Sequence[str] | None) -> int:
    from cli.terminal.errors import report_error

    try:
        words = sys.argv[1:] if argv is None else list(argv)
        args = build_parser(_asked_for(words)).parse_args(words)
        code = int(args.run(args))
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        code = exit_codes.CANCELLED
    except Exception as error:
        if isinstance(error, BrokenPipeError) or getattr(error, "errno", None) in UNWRITABLE:
            raise
        code = report_error(error)
    sys.stdout.flush()
    return code


def _open_closed_streams() -> None:
    """Someone may start us with standard output or error closed; then there is nobody to tell, and no error in it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _abandon_output() -> None:
    """What is left in the buffer can no longer be written: the reader has gone (``| head``), or the disk is full."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


if __name__ == "__main__":
    sys.exit(main())
