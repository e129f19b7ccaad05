"""``optengine worker``: executes the runs that wait in the queue."""

from __future__ import annotations

import argparse
import threading
from typing import TYPE_CHECKING, NoReturn

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, database_url

if TYPE_CHECKING:
    from domain.actions.registry import ActionRegistry
    from domain.runs.limits import SolveLimits
    from persistence.run_queue.worker import WorkerSettings
    from solvers.plugins.registry import SolverRegistry

AGAIN_SECONDS = 2.0
EXAMPLES = """\
examples:
  optengine worker                                   work on the runs of ./optengine.db
  optengine worker --database postgresql://plan@db/plan --slots 4

A worker may be ended at any moment, also by force: what it was working on is begun anew, by itself after its next start
or by another worker. With PostgreSQL, any number of machines may work on one queue, each under a name of its own; the
runs of a machine that is lost go to the others.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments.options import at_least_one, positive

    parser = commands.add_parser(
        "worker",
        run=run,
        help="execute the runs that wait in the queue",
        description="Executes the runs that wait in the queue of a database, until it is ended.",
        epilog=EXAMPLES,
    )
    add_database(parser)
    parser.add_argument(
        "--executor-id", metavar="NAME", help="its name in the queue, the same at each start (default: this machine's)"
    )
    parser.add_argument("--slots", metavar="N", type=at_least_one, help="runs at a time (default: one a processor)")
    parser.add_argument(
        "--attempts",
        metavar="N",
        type=at_least_one,
        default=5,
        help="give a run up that N workers died on (default: 5)",
    )
    parser.add_argument(
        "--longest",
        metavar="S",
        type=positive,
        default=0.0,
        help="seconds that no solve may exceed (default: solves.seconds, an hour)",
    )
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input ends, as it does when its other end dies"
    )


def run(args: argparse.Namespace) -> NoReturn:
    """Work until told to end."""
    from cli.terminal.program_log import keep_log
    from cli.wiring.runs import default_executor_id
    from cli.wiring.settings import ServeSettings, SettingSource
    from persistence.run_queue.worker import WorkerSettings, default_slots

    settings = WorkerSettings(
        database_url=database_url(args),
        executor_id=args.executor_id or default_executor_id(),
        slots=args.slots or default_slots(),
        attempts=args.attempts,
    )
    chosen = SettingSource.standard().read(ServeSettings)
    keep_log(chosen)
    work(settings, args.longest or None, with_parent=args.with_parent, limits=chosen.solves)


def work(
    settings: WorkerSettings,
    longest: float | None = None,
    registry: SolverRegistry | None = None,
    with_parent: bool = False,
    actions: ActionRegistry | None = None,
    limits: SolveLimits | None = None,
) -> NoReturn:
    """Execute runs and actions until a signal, the end of the parent or a lost queue ends this process.

    Nothing is wound up: a run that is under way must not be seen as ended because its worker ends.
    """
    from cli.wiring.runs import start_worker
    from domain.errors import DatabaseUnavailableError
    from domain.runs.limits import UNLIMITED

    ended = _ending(with_parent)
    try:
        membership = start_worker(settings, longest, registry, actions, limits or UNLIMITED)
    except DatabaseUnavailableError as error:
        _begin_anew(ended, f"{error}; this worker waits for it")
    print(f"worker {settings.executor_id}: ready, {settings.slots} at a time", flush=True)
    while not ended.wait(0.5):
        if membership.expired:
            _begin_anew(ended, "the queue was out of reach for too long; this worker begins anew")
    membership.leave()
    _end()


def _end() -> NoReturn:
    import os
    import sys

    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_codes.SOLVED)


def _begin_anew(ended: threading.Event, reason: str) -> NoReturn:
    """Become a worker that has just started: others may have taken over what this one was working on.

    No thread and no solver of before is left then, as if the process had been killed.
    """
    import os
    import sys

    print(f"optengine: {reason}", file=sys.stderr)
    if ended.wait(AGAIN_SECONDS):
        _end()
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, sys.orig_argv)


def _ending(with_parent: bool) -> threading.Event:
    """Set when a signal or the end of the parent says that it is time to end."""
    import signal
    import sys

    ended = threading.Event()

    def wait_for_parent() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    if with_parent:
        threading.Thread(target=wait_for_parent, name="parent", daemon=True).start()
    return ended
