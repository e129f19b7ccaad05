"""``optengine serve``: the API and the workers behind it, in one command."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import TYPE_CHECKING

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, database_url

if TYPE_CHECKING:
    from cli.wiring.settings import ServeSettings, SettingSource
    from graphql_api.settings import ApiSettings

EXAMPLES = """\
examples:
  optengine serve                                 ./optengine.db, on this machine only, nobody needs a token
  optengine token create me --email me@plan.example --role planner
  optengine serve --host 0.0.0.0                  for others too; refused as long as there is no token
  optengine serve --database postgresql://plan@db/plan --workers 0     the API alone; see `optengine worker`

A new SQLite file is set up by itself; any other database that is not at the newest revision is left alone unless
--migrate is given. Settings also come from the environment and from ./optengine.toml: see docs/operations.md.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "serve",
        run=run,
        help="serve the GraphQL API and execute runs",
        description="Serves the GraphQL API over a database and executes its runs, until it is ended.",
        epilog=EXAMPLES,
    )
    add_database(parser)
    parser.add_argument("--host", metavar="ADDRESS", help="where to listen (default: 127.0.0.1, this machine only)")
    parser.add_argument(
        "--port", metavar="N", type=_whole, help="where to listen; 0 for any that is free (default: 8000)"
    )
    parser.add_argument("--migrate", action="store_true", help="bring the database to the newest revision first")
    parser.add_argument("--workers", metavar="N", type=_whole, help="processes that execute runs (default: 1)")
    parser.add_argument("--slots", metavar="N", type=_whole, help="runs at a time in each (default: one a processor)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to end."""
    from cli.wiring.settings import ServeSettings, SettingSource
    from graphql_api.settings import ApiSettings

    source = SettingSource.standard()
    source.known_only(ServeSettings, ApiSettings)
    with _ended_by_sigterm() as ending:
        _serve(args, _chosen(args, source), source.read(ApiSettings), ending)
    return exit_codes.SOLVED


def _serve(args: argparse.Namespace, chosen: ServeSettings, settings: ApiSettings, ending: _Ending) -> None:
    from cli.terminal.program_log import keep_log
    from cli.wiring.runs import open_runs
    from cli.wiring.serving import Workers, build_app, listening, open_live, set_up
    from graphql_api.server import gate_for, serve
    from graphql_api.transport.auth.stored_tokens import StoredTokens
    from graphql_api.transport.observability.tracing import tracing
    from persistence.unit_of_work import SystemClock, open_storage
    from solvers.plugins.registry import load_solvers

    url, registry = database_url(args), load_solvers()
    with open_storage(url) as storage:
        set_up(storage.engine, args.migrate)
    with open_runs(url, registry, chosen.solves) as services, open_live(registry, chosen.live) as live:
        tokens = StoredTokens(services.storage, SystemClock())
        gate = gate_for(chosen.host, tokens, settings.rate_limit)
        observers = tracing(chosen.trace_exporter)
        app = build_app(services, settings, gate, registry, observers, needs_worker=chosen.workers > 0, live=live)
        with listening(chosen.host, chosen.port) as listener:
            keep_log(chosen)
            with Workers.on(url, chosen.workers, chosen.slots):
                _say(chosen.host, listener.getsockname()[1], settings, is_open=not tokens.exists())
                ending.left_to_server = True
                serve(app, settings, listener)


def _chosen(args: argparse.Namespace, source: SettingSource) -> ServeSettings:
    from cli.wiring.settings import ServeSettings

    given = {name: getattr(args, name) for name in ("host", "port", "workers", "slots")}
    return replace(source.read(ServeSettings), **{name: value for name, value in given.items() if value is not None})


def _say(host: str, port: int, settings: ApiSettings, is_open: bool) -> None:
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    print(f"optengine: the API is at http://{shown}:{port}{settings.path}", flush=True)
    if settings.web:
        print(f"optengine: the page for planners is at http://{shown}:{port}/", flush=True)
    if is_open:
        print("optengine: there is no API token: everybody on this machine may do everything", flush=True)


@dataclass
class _Ending:
    """left_to_server: the server winds up by itself when it is told to end."""

    left_to_server: bool = False


@contextmanager
def _ended_by_sigterm() -> Iterator[_Ending]:
    """Within it SIGTERM, the ordinary way to end a server, leaves through every ``finally`` and is no failure."""
    ending = _Ending()

    def end(_: int, __: FrameType | None) -> None:
        if not ending.left_to_server:
            sys.exit(exit_codes.SOLVED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield ending
    finally:
        signal.signal(signal.SIGTERM, before)


def _whole(text: str) -> int:
    value = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= value <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to 65535")
    return value
