"""Which database a command works on: an option, the environment, or a file in the working directory."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from persistence.unit_of_work import SqlStorage, SqlUnitOfWork

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
    """The storage that was asked for, as long as the block, at whatever revision it is."""
    from persistence.unit_of_work import open_storage

    return open_storage(database_url(args))


@contextmanager
def storage_of(args: argparse.Namespace) -> Iterator[SqlStorage]:
    """The storage that was asked for, as long as the block. Raises ``DatabaseNotReadyError`` where it is not set up."""
    from migrations import commands

    with open_database_of(args) as storage:
        commands.require_head(storage.engine)
        yield storage


@contextmanager
def reading(args: argparse.Namespace) -> Iterator[SqlUnitOfWork]:
    """One look at that storage."""
    with storage_of(args) as storage, storage.reading() as uow:
        yield uow


@contextmanager
def writing(args: argparse.Namespace) -> Iterator[SqlUnitOfWork]:
    """One change of that storage, kept when the block ends well."""
    with storage_of(args) as storage, storage.writing() as uow:
        yield uow
