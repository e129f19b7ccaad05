"""``optengine db``: sets up the database, brings it forward or back, and fills it with a sample."""

from __future__ import annotations

import argparse

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, open_database_of

EXAMPLES = """\
examples:
  optengine db upgrade                                     set up or bring forward ./optengine.db
  optengine db upgrade --database postgresql://plan@db/plan
  optengine db seed                                        the sample organisation, to try things out
  optengine db current
  optengine db downgrade base                              drop every table with all it holds
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "db",
        help="set up and migrate the database",
        description="Sets up the database, brings it to another revision, or fills it with a sample.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    upgrade = actions.add_parser("upgrade", help="bring the database to the newest revision, or to a given one")
    upgrade.add_argument("revision", nargs="?", default="head", help="where to (default: %(default)s)")
    upgrade.set_defaults(run=run_upgrade)
    downgrade = actions.add_parser("downgrade", help="take the database back; what later tables hold is lost")
    downgrade.add_argument("revision", help="where to; base for nothing at all")
    downgrade.set_defaults(run=run_downgrade)
    current = actions.add_parser("current", help="show the revision that the database is at")
    current.set_defaults(run=run_current)
    seed = actions.add_parser("seed", help="add the sample organisation with its scenarios; twice changes nothing")
    seed.set_defaults(run=run_seed)
    for action in (upgrade, downgrade, current, seed):
        add_database(action)


def run_upgrade(args: argparse.Namespace) -> int:
    """Bring the database forward."""
    from migrations import commands

    with open_database_of(args) as storage:
        before = commands.current(storage.engine)
        commands.upgrade(storage.engine, args.revision)
        _say_step(before, commands.current(storage.engine))
    return exit_codes.SOLVED


def run_downgrade(args: argparse.Namespace) -> int:
    """Take the database back."""
    from migrations import commands

    with open_database_of(args) as storage:
        before = commands.current(storage.engine)
        commands.downgrade(storage.engine, args.revision)
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


def run_seed(args: argparse.Namespace) -> int:
    """Add the sample organisation."""
    from cli.wiring.bootstrap import load_problem, sample_path
    from domain.backlog.seeding import seed
    from migrations import commands
    from persistence.database.clock import SystemClock

    problem = load_problem(str(sample_path())).problem
    with open_database_of(args) as storage:
        commands.require_head(storage.engine)
        with storage.writing() as uow:
            added = seed(uow, problem, SystemClock())
    print(f"{added.initiatives} {'initiative' if added.initiatives == 1 else 'initiatives'} added")
    for kind, names in (("scenario", added.scenarios), ("constraint set", added.constraint_sets)):
        for name in names:
            print(f"{kind} added: {name}")
    return exit_codes.SOLVED


def _say_step(before: str | None, after: str | None) -> None:
    here = after or "empty"
    print(f"the database is at {here}" if before == after else f"the database was {before or 'empty'}, is now {here}")
