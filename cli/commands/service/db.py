"""``optengine db``: sets up the database, brings it forward or back, copies it, and fills it with a sample."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, database_url, open_database_of, writing

EXAMPLES = """\
examples:
  optengine db upgrade                                     set up or bring forward ./optengine.db
  optengine db upgrade --database postgresql://plan@db/plan
  optengine db seed                                        the sample organisation, to try things out
  optengine db current
  optengine db downgrade base                              drop every table with all it holds
  optengine db backup                                      copy it to a new file beside it, also while it is in use
  optengine db backup copies/ --database sqlite:///plan.db
  optengine db restore optengine.backup-20260131-083000.db

A database in an SQLite file is copied before every migration, too; the five newest of these copies stay. For PostgreSQL
use its own pg_dump and pg_restore: docs/operations.md.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "db",
        help="set up and migrate the database",
        description="Sets up the database, brings it to another revision, or fills it with a sample.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    upgrade = actions.add_parser(
        "upgrade", run=run_upgrade, help="bring the database to the newest revision, or to a given one"
    )
    upgrade.add_argument("revision", nargs="?", default="head", help="where to (default: %(default)s)")
    downgrade = actions.add_parser(
        "downgrade", run=run_downgrade, help="take the database back; what later tables hold is lost"
    )
    downgrade.add_argument("revision", help="where to; base for nothing at all")
    current = actions.add_parser("current", run=run_current, help="show the revision that the database is at")
    seed = actions.add_parser(
        "seed", run=run_seed, help="add the sample organisation with its scenarios; twice changes nothing"
    )
    backup = actions.add_parser(
        "backup", run=run_backup, help="copy an SQLite database to a new file, also while it is in use"
    )
    backup.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="new file, or a folder (default: beside the database)"
    )
    restore = actions.add_parser("restore", run=run_restore, help="let an SQLite database hold what a copy holds")
    restore.add_argument("file", type=Path, metavar="FILE", help="copy that `optengine db backup` has made")
    for action in (upgrade, downgrade, current, seed, backup, restore):
        add_database(action)


def run_upgrade(args: argparse.Namespace) -> int:
    """Bring the database forward."""
    from migrations import commands

    with open_database_of(args) as storage:
        before = commands.current(storage.engine)
        _say_copy(commands.upgrade(storage.engine, args.revision))
        _say_step(before, commands.current(storage.engine))
    return exit_codes.SOLVED


def run_downgrade(args: argparse.Namespace) -> int:
    """Take the database back."""
    from migrations import commands

    with open_database_of(args) as storage:
        before = commands.current(storage.engine)
        _say_copy(commands.downgrade(storage.engine, args.revision))
        _say_step(before, commands.current(storage.engine))
    return exit_codes.SOLVED


def run_current(args: argparse.Namespace) -> int:
    """Show where the database is."""
    from migrations import commands

    with open_database_of(args) as storage:
        found, newest = commands.current(storage.engine), commands.head()
    if found is None:
        print(f"empty; the newest revision is {newest}")
    else:
        print(f"{found}{' (newest)' if found == newest else f'; the newest revision is {newest}'}")
    return exit_codes.SOLVED


def run_backup(args: argparse.Namespace) -> int:
    """Copy the database."""
    from persistence.database.backup import back_up

    print(f"copied to {back_up(_file(args), args.file)}")
    return exit_codes.SOLVED


def run_restore(args: argparse.Namespace) -> int:
    """Put a copy in the place of the database; what it held is copied before."""
    from domain.errors import ConflictingStateError, InputError
    from migrations import commands
    from persistence.database.backup import back_up, put_back, revision_in
    from persistence.run_queue.address import queue_url
    from persistence.run_queue.client import DbosRunQueue

    file, url = _file(args), database_url(args)
    revision, queue_file = revision_in(args.file), Path(queue_url(url).database or "")
    if not commands.knows(revision):
        raise InputError(
            f"{args.file} is at revision {revision}, which a newer version has made; this one cannot read it"
        )
    if queue_file.is_file():
        queue = DbosRunQueue(url)
        try:
            if queue.is_worked_on():
                raise ConflictingStateError("a worker is running on this database; end it (or `optengine serve`) first")
        finally:
            queue.close()
    if file.is_file():
        _say_copy(back_up(file, None, "before-restore"))
    put_back(args.file, file, queue_file)
    newest = commands.head()
    hint = "" if revision == newest else f"; the newest is {newest}, so run `optengine db upgrade`"
    print(f"the database holds what {args.file} holds, at revision {revision}{hint}")
    return exit_codes.SOLVED


def _file(args: argparse.Namespace) -> Path:
    """The file of the database. Raises ``ParameterError`` for PostgreSQL, which has tools of its own."""
    from domain.errors import ParameterError
    from persistence.database.backup import file_of

    with open_database_of(args) as storage:
        file = file_of(storage.engine)
    if file is None:
        raise ParameterError("only a database in an SQLite file is copied here; PostgreSQL has pg_dump and pg_restore")
    return file


def _say_copy(copy: Path | None) -> None:
    if copy is not None:
        print(f"what the database held before is in {copy}")


def run_seed(args: argparse.Namespace) -> int:
    """Add the sample organisation."""
    from cli.wiring.bootstrap import load_problem, sample_path
    from domain.backlog.seeding import seed
    from persistence.unit_of_work import SystemClock

    problem = load_problem(str(sample_path())).problem
    with writing(args) as uow:
        added = seed(uow, problem, SystemClock())
    print(f"{added.initiatives} {'initiative' if added.initiatives == 1 else 'initiatives'} added")
    for kind, names in (("scenario", added.scenarios), ("constraint set", added.constraint_sets)):
        for name in names:
            print(f"{kind} added: {name}")
    return exit_codes.SOLVED


def _say_step(before: str | None, after: str | None) -> None:
    here = after or "empty"
    print(f"the database is at {here}" if before == after else f"the database was {before or 'empty'}, is now {here}")
