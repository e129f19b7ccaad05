"""``optengine whatif FILE --set ...``: the problem with named changes, and what each of them causes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.commands.analyses.common import AnalysisCommand, Answered
from cli.terminal import exit_codes

if TYPE_CHECKING:
    from rich.console import Console

    from domain.problem.problem import PortfolioProblem

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
pin:KEY=2026-Q2 mvp; @PERIOD behind what has one. Those with a key of their own have to be there: ratio:KEY=4,
formula:KEY=1.5, overhead:KEY=0,0,2,5 (what none, one, two and so on take), curve:KEY=0:0,100:100,200:150 (its points).
bundle:KEY, synergy:GROUP:KPI and fair_share:KPI can be removed and not added.

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


_CHANGES: Sequence[tuple[tuple[str, ...], str, str]] = (
    (("--set",), "PLACE=VALUE", "give a field, an entry or a rule a value; a rule may be new"),
    (("--remove",), "PLACE", "take an entry or a rule away, or give a field its default"),
    (("--add-cap",), "DIMENSION:KEY=TOKENS", "at most so many tokens"),
    (("--add-floor",), "DIMENSION:KEY=TOKENS", "at least so many tokens"),
    (("--add-target",), "MARKET:KPI=VALUE", "a KPI total to reach; write global for all markets"),
    (("--force-in",), "KEY", "make an initiative mandatory"),
    (("--force-out",), "KEY", "rule an initiative out"),
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("changes, made in the order given")
    for names, metavar, text in _CHANGES:
        group.add_argument(*names, metavar=metavar, dest="edits", action=_Edits, default=[], help=text)
    parser.add_argument("--write", metavar="FILE", help="also write the changed problem to this file")


def _changed(found: Answered) -> PortfolioProblem:
    from domain.analyses.what_if.whatif import edited_problems

    return edited_problems(found.problem, found.request.edits)[-1].problem


def _write(found: Answered) -> None:
    from cli.terminal.output import write_output
    from cli.wiring.bootstrap import problem_text

    if found.args.write:
        write_output(Path(found.args.write), problem_text(_changed(found)))


def _show(console: Console, found: Answered) -> None:
    from cli.render.analyses.whatif import show_whatif

    show_whatif(console, _changed(found), found.result)


def _check(args: argparse.Namespace) -> None:
    from cli.terminal.output import check_output

    if args.write:
        check_output(Path(args.write), "--write")


register = AnalysisCommand(
    "whatif",
    "change a problem step by step and see what each change causes",
    "Applies named changes one at a time, solves after each, and shows what it causes.",
    EXAMPLES,
    "Solving",
    _arguments,
    printed="the what-if",
    show=_show,
    check=_check,
    then=_write,
)
