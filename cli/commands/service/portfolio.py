"""``optengine portfolio``: lists stored portfolios, names them, plans items by hand, and compares two."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, reading, writing

if TYPE_CHECKING:
    from domain.portfolios.portfolios import PortfolioReview

EXAMPLES = """\
examples:
  optengine portfolio list
  optengine portfolio rename 3 "Board, second draft"
  optengine portfolio baseline 1                what the others of its scenario are compared with
  optengine portfolio active 3                  the one that its scenario goes by
  optengine portfolio override 3 I-17 --period 2026-Q2    plan it by hand; the rules that this breaks are named
  optengine portfolio override 3 I-18 --out
  optengine portfolio withdraw 3 I-17           as the optimizer had it
  optengine portfolio diff 3                    with the baseline; `diff 1 3` for any two
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "portfolio",
        help="list, name, override and compare stored portfolios",
        description="Lists the portfolios of a database, names them, plans items by hand, and compares two.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)

    def action(name: str, text: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = actions.add_parser(name, run=run, help=text)
        add_database(made)
        if name != "list":
            made.add_argument("number", metavar="PORTFOLIO", type=options.at_least_one, help="number of the portfolio")
        return made

    options.add_json(action("list", "all portfolios", run_list), "the list")
    rename = action("rename", "give one another name", run_rename)
    rename.add_argument("name", metavar="NAME", help="new name, unique in its scenario")
    rename.add_argument("--notes", metavar="TEXT", help="new notes (default: they stay)")
    action("baseline", "compare the others of its scenario with it", run_baseline)
    action("active", "let its scenario go by it", run_active)
    override = action("override", "plan an initiative by hand", run_override)
    override.add_argument("key", metavar="KEY", help="key of the initiative")
    override.add_argument("--out", action="store_true", help="leave it out (default: take it in)")
    override.add_argument("--period", metavar="PERIOD", help="when (default: as planned, or the first of the horizon)")
    override.add_argument("--scope", choices=["full", "mvp"], help="in which size (default: as planned, or full)")
    override.add_argument("--notes", metavar="TEXT", help="why")
    override.add_argument("--email", metavar="ADDRESS", help="who wants it so")
    withdraw = action("withdraw", "plan an initiative as the optimizer had it", run_withdraw)
    withdraw.add_argument("key", metavar="KEY", help="key of the initiative")
    diff = action("diff", "what is different between two", run_diff)
    diff.add_argument("other", metavar="OTHER", nargs="?", type=options.at_least_one, help="the later one of the two")
    options.add_json(diff, "the difference")


def run_list(args: argparse.Namespace) -> int:
    """Show all portfolios."""
    import json

    from cli.render.console import make_console, plain_table, show
    from cli.render.text import clean
    from cli.terminal.output import write_json

    with reading(args) as uow:
        found = [(each, uow.scenarios.get(each.scenario_id).scenario.name) for each in uow.portfolios.all()]
    if args.json:
        names = ("id", "name", "is_baseline", "is_active")
        records = [{name: getattr(each, name) for name in names} | {"scenario": of} for each, of in found]
        write_json(json.dumps(records, indent=2))
        return exit_codes.SOLVED
    table = plain_table("Number", "Portfolio", "Scenario", "")
    for each, scenario in found:
        flags = [word for word, is_so in (("baseline", each.is_baseline), ("active", each.is_active)) if is_so]
        table.add_row(str(each.id), clean(each.name), clean(scenario), ", ".join(flags))
    show(make_console(), table)
    return exit_codes.SOLVED


def run_rename(args: argparse.Namespace) -> int:
    """Give a portfolio another name."""
    from domain.portfolios.portfolios import rename
    from persistence.unit_of_work import SystemClock

    with writing(args) as uow:
        changed = rename(uow, args.number, args.name, SystemClock(), args.notes)
    print(f"portfolio {changed.id} is {changed.name}")
    return exit_codes.SOLVED


def run_baseline(args: argparse.Namespace) -> int:
    """Make a portfolio the baseline of its scenario."""
    return _flag(args, "is_baseline", "the baseline of its scenario")


def run_active(args: argparse.Namespace) -> int:
    """Make a portfolio the active one of its scenario."""
    return _flag(args, "is_active", "the active one of its scenario")


def run_override(args: argparse.Namespace) -> int:
    """Plan an initiative by hand."""
    from domain.portfolios.overrides import Override, override_item
    from domain.problem.sizing import Scope
    from persistence.unit_of_work import SystemClock

    wanted = Override(not args.out, args.period, Scope(args.scope) if args.scope else None, notes=args.notes)
    with writing(args) as uow:
        found = override_item(uow, args.number, args.key, wanted, args.email, SystemClock())
    return _say_review(found)


def run_withdraw(args: argparse.Namespace) -> int:
    """Plan an initiative as the optimizer had it."""
    from domain.portfolios.overrides import withdraw_override
    from persistence.unit_of_work import SystemClock

    with writing(args) as uow:
        found = withdraw_override(uow, args.number, args.key, SystemClock())
    return _say_review(found)


def run_diff(args: argparse.Namespace) -> int:
    """Compare two portfolios."""
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import record_text
    from domain.portfolios.portfolios import diff_portfolios, diff_to_baseline

    with reading(args) as uow:
        if args.other is None:
            found = diff_to_baseline(uow, args.number)
        else:
            found = diff_portfolios(uow, args.number, args.other)
    if args.json:
        write_json(record_text(found))
        return exit_codes.SOLVED
    for keys, word in ((found.entered, "in"), (found.left, "out"), (found.moved, "moved")):
        for change in keys:
            print(f"{word:5}  {change.initiative_key}")
    for figure in (found.tokens, *found.kpis):
        if figure.delta:
            print(f"{figure.name}: {figure.before} -> {figure.after} ({figure.delta:+})")
    return exit_codes.SOLVED


def _flag(args: argparse.Namespace, flag: str, words: str) -> int:
    from domain.portfolios.portfolios import set_flag
    from domain.storage import PortfolioFlag
    from persistence.unit_of_work import SystemClock

    with writing(args) as uow:
        changed = set_flag(uow, args.number, PortfolioFlag(flag), SystemClock())
    print(f"portfolio {changed.id}, {changed.name}, is {words}")
    return exit_codes.SOLVED


def _say_review(review: PortfolioReview) -> int:
    if not review.broken:
        print("it keeps every rule")
    for violation in review.broken:
        print(f"it breaks {violation}")
    return exit_codes.SOLVED
