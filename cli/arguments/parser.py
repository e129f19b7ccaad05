"""The parser of the command line: a mistake gets one line that says what is wrong and where help is."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
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
    """An argument parser that knows what was probably meant; the parsers of its commands are of the same kind."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._negative_number_matcher = _NEGATIVE

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
