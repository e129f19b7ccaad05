"""``optengine whatif FILE --set ...``: the problem with named changes, and what each of them causes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cli.arguments import options
from cli.terminal import exit_codes

EXAMPLES = f"""\
examples:
  optengine whatif organisation.json --set scenario.capacity_total_tokens=140
  optengine whatif organisation.json --set 'initiatives[CHK-03].engineering_tokens=5' --force-in CHK-03
  optengine whatif organisation.json --add-cap market:UK=30 --remove cap:category:Infra
  optengine whatif organisation.json --set 'scenario.objective_weights[gmv]=2' --set capacity:market:US=40
  optengine whatif organisation.json --force-out USA-01 --write without-usa.json

The changes are made one at a time, in the order given, and each gets its own share of the difference. A place is that
of a problem file, an initiative being named by its key; or the id of a rule, which is added where there is none:
capacity:global, capacity:team:KEY, floor:market:KEY, cap:category:KEY, target:MARKET:KPI (with " floor" or " goal"
behind the figure), mandatory:KEY, forced_out:KEY, prerequisite:KEY:KEY, exclusion:KEY:KEY,
pin:KEY=2026-Q2 mvp; @PERIOD behind what has one.

{exit_codes.HELP}"""


class _Edits(argparse.Action):
    """Keeps the edits of all options in the order in which they were given."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None) -> None:
        from domain.edits.edits import Edit, EditKind

        text = str(values)
        place, _, value = text.partition("=")
        match option:
            case "--remove":
                edit = Edit(text, "", EditKind.REMOVE)
            case "--force-in":
                edit = Edit(f"mandatory:{text}")
            case "--force-out":
                edit = Edit(f"forced_out:{text}")
            case "--add-cap" | "--add-floor" | "--add-target":
                edit = Edit(f"{option.removeprefix('--add-')}:{place}", value)
            case _:
                edit = Edit(place, value)
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), edit])


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "whatif",
        help="change a problem step by step and see what each change causes",
        description="Applies named changes one at a time, solves after each, and shows what it causes.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    options.add_file(parser)
    options.add_json(parser, "the what-if")
    group = parser.add_argument_group("changes, made in the order given")
    for names, metavar, text in _CHANGES:
        group.add_argument(*names, metavar=metavar, dest="edits", action=_Edits, default=[], help=text)
    parser.add_argument("--write", metavar="FILE", help="also write the changed problem to this file")
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


_CHANGES: Sequence[tuple[tuple[str, ...], str, str]] = (
    (("--set",), "PLACE=VALUE", "give a field, an entry or a rule a value; a rule may be new"),
    (("--remove",), "PLACE", "take an entry or a rule away, or give a field its default"),
    (("--add-cap",), "DIMENSION:KEY=TOKENS", "at most so many tokens"),
    (("--add-floor",), "DIMENSION:KEY=TOKENS", "at least so many tokens"),
    (("--add-target",), "MARKET:KPI=VALUE", "a KPI total to reach; write global for all markets"),
    (("--force-in",), "KEY", "make an initiative mandatory"),
    (("--force-out",), "KEY", "rule an initiative out"),
)


def run(args: argparse.Namespace) -> int:
    """Solve the changed problem step by step and show what became of it."""
    from cli.commands.analyses.asking import computed, exit_code
    from cli.terminal.output import check_output, write_json, write_output
    from cli.wiring.bootstrap import problem_text, record_text
    from domain.analyses.what_if.whatif import edited_problems, whatif
    from domain.analyses.what_if.whatif_results import WhatIfRequest

    if args.write:
        check_output(Path(args.write), "--write")
    request = WhatIfRequest(tuple(args.edits))
    found = computed(args, "Solving", lambda session, listen: whatif(session, request, listen))
    if found is None:
        return exit_codes.CANCELLED
    session, result = found
    changed = edited_problems(session.problem, request.edits)[-1].problem
    if args.write:
        write_output(Path(args.write), problem_text(changed))
    if args.json:
        write_json(record_text(result))
    else:
        from cli.render.analyses.whatif import show_whatif
        from cli.render.console import make_console

        show_whatif(make_console(), changed, result)
    return exit_code(result.status)
