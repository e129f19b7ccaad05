"""``optengine solvers``: which solvers there are, what they can do, and why one is missing."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solvers.plugins.registry import SolverRegistry

EXAMPLES = """\
examples:
  optengine solvers
  optengine solve organisation.json --solver cp-sat

A solver is a plugin: any installed package with an entry point in the group optimization_engine.solvers adds its own.
`auto` runs all of them that are reproducible beside each other and takes the first proof.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "solvers",
        run=run,
        help="list the solvers that are installed",
        description="Lists the solvers that are installed, with what they can do.",
        epilog=EXAMPLES,
    )
    options.add_json(parser, "the list")


def run(args: argparse.Namespace) -> int:
    """List the solvers."""
    import json

    from cli.arguments import options
    from cli.terminal import exit_codes
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import installed_solvers

    registry = installed_solvers()
    rows = [_described(registry, name) for name in registry.names]
    broken = [{"plugin": each.plugin, "reason": each.reason} for each in registry.broken]
    if args.json:
        answer = {"default": options.DEFAULT_SOLVER, "solvers": rows, "left_out": broken}
        write_json(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        _show(rows, broken)
    return exit_codes.SOLVED


def _described(registry: SolverRegistry, name: str) -> dict[str, Any]:
    import dataclasses

    backend = registry.get(name)()
    reason = backend.unavailable_reason()
    return {
        "name": name,
        "version": backend.version(),
        "available": reason is None,
        "unavailable_reason": reason,
        "capabilities": dataclasses.asdict(backend.capabilities),
    }


def _show(rows: list[dict[str, Any]], broken: list[dict[str, str]]) -> None:
    from rich.text import Text

    from cli.arguments import options
    from cli.render.console import bullet, heading, make_console, plain_table, show
    from cli.render.text import clean

    console = make_console()
    heading(console, "Solvers", f"default: {options.DEFAULT_SOLVER}, which runs them beside each other")
    table = plain_table("Name", "Version", "State", "What it can do")
    for row in rows:
        state = Text("ready", style="good") if row["available"] else Text(clean(row["unavailable_reason"]), style="bad")
        can = Text(clean(_abilities(row["capabilities"])), style="quiet")
        table.add_row(Text(clean(row["name"]), style="key"), Text(clean(row["version"])), state, can)
    show(console, table)
    if broken:
        heading(console, "Left out", "plugins that do not fit")
        for each in broken:
            bullet(console, f"{each['plugin']}: {each['reason']}")


def _abilities(capabilities: dict[str, Any]) -> str:
    said = [
        ("same answer on every run", capabilities["deterministic"]),
        ("stops early", capabilities["stops_early"]),
        ("shows progress", capabilities["reports_progress"]),
        ("several threads", capabilities["threads"]),
        ("bounds for price lists", capabilities["relaxation_bounds"]),
        ("its proofs are numerical until another solver confirms them", not capabilities["certain"]),
        (
            f"--deterministic-limit counts {capabilities['deterministic_limit_unit']}",
            capabilities["deterministic_limit_unit"],
        ),
    ]
    return ", ".join(words for words, holds in said if holds)
