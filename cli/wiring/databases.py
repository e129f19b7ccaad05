"""Which database a command works on: an option, the environment, or a file in the working directory."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from persistence.unit_of_work import SqlStorage

VARIABLE = "OPTENGINE_DATABASE_URL"
DEFAULT = "sqlite:///optengine.db"


def add_database(parser: argparse.ArgumentParser) -> None:
    """Add the option ``--database``."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help=f"such as sqlite:///plan.db or postgresql://user@host/name (default: {VARIABLE} of the environment, "
        f"else database_url of the settings file, else {DEFAULT})",
    )


def database_url(args: argparse.Namespace) -> str:
    """The address of the database that was asked for."""
    from cli.wiring.settings import DATABASE, SettingSource

    return args.database or os.environ.get(VARIABLE) or SettingSource.standard().text(DATABASE) or DEFAULT


def open_database_of(args: argparse.Namespace) -> AbstractContextManager[SqlStorage]:
    """The storage that was asked for, as long as the block."""
    from persistence.unit_of_work import open_storage

    return open_storage(database_url(args))
