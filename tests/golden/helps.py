"""The help of every command and of all that stand below it, as the parsers have them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from cli.main import build_parser
from tests.golden.running import plain_terminal

LAID_OUT_BY = (3, 11)
"""Other versions of Python break the lines of a usage elsewhere."""


def is_laid_out_alike() -> bool:
    return sys.version_info[:2] == LAID_OUT_BY


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Every parser by its page: ``run-start`` for ``optengine run start``."""
    return dict(_below("optengine", build_parser()))


def help_of(parser: argparse.ArgumentParser) -> str:
    """What ``--help`` prints."""
    with plain_terminal():
        return parser.format_help()


def _below(name: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, child in action.choices.items():
                yield from _below(word if name == "optengine" else f"{name}-{word}", child)
