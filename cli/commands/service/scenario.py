"""``optengine scenario``: lists, archives and restores scenarios, takes problem files in and gives them out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, reading, writing

if TYPE_CHECKING:
    from domain.storage.records import ScenarioRecord
    from persistence.database.archive import SqlArchive

EXAMPLES = """\
examples:
  optengine scenario list
  optengine scenario import plan.json                     its scenario, rules and initiatives, all or nothing
  optengine scenario import plan.json --name "Plan B" --rules-name "Rules B" --existing keep
  optengine scenario export "Plan B" --rules "Rules B" > problem.json
  optengine scenario export 1 | optengine solve -
  optengine scenario archive "Plan B"                     no run starts over it until it is restored

An imported initiative becomes a candidate of the scenario's first period, beside those that it has. What a scenario
exports is what a run over it would be asked now.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "scenario",
        help="list, import and export scenarios",
        description="Lists the scenarios of a database, takes problem files in, and makes problem files of scenarios.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", run=run_list, help="all scenarios, and all constraint sets")
    options.add_json(listing, "the list")
    taking = actions.add_parser("import", run=run_import, help="store a problem file as a scenario with all it needs")
    taking.add_argument("file", metavar="FILE", help="problem file; - for standard input")
    taking.add_argument("--name", metavar="TEXT", default="", help="of the scenario (default: its own)")
    taking.add_argument("--rules-name", metavar="TEXT", default="", help="of the constraint set (default: its own)")
    taking.add_argument(
        "--existing",
        choices=["refuse", "keep", "change"],
        default="refuse",
        help="what becomes of initiatives that are stored already (default: refuse, nothing is imported)",
    )
    options.add_json(taking, "what was stored")
    giving = actions.add_parser("export", run=run_export, help="print the problem file of a scenario")
    giving.add_argument("scenario", metavar="SCENARIO", help="name or number of a scenario")
    giving.add_argument("--rules", metavar="SET", help="name or number of a constraint set (default: no rules)")
    archive = actions.add_parser("archive", run=run_archive, help="put a scenario out of the way")
    restore = actions.add_parser("restore", run=run_restore, help="bring an archived scenario back")
    for action in (archive, restore):
        action.add_argument("scenario", metavar="SCENARIO", help="name or number of a scenario")
    for action in (listing, taking, giving, archive, restore):
        add_database(action)


def run_list(args: argparse.Namespace) -> int:
    """Show what there is."""
    import json

    from cli.render.console import make_console, plain_table, show
    from cli.render.text import clean
    from cli.terminal.output import write_json

    with reading(args) as uow:
        scenarios, rules = uow.scenarios.all(), uow.constraint_sets.all()
    if args.json:
        found = {
            "scenarios": [{"id": each.id, "name": each.scenario.name} for each in scenarios],
            "constraint_sets": [{"id": each.id, "name": each.constraint_set.name} for each in rules],
        }
        write_json(json.dumps(found, indent=2))
        return exit_codes.SOLVED
    table = plain_table("Number", "Scenario", "Periods", "Objective", "")
    for each in scenarios:
        own = each.scenario
        table.add_row(
            str(each.id), clean(own.name), clean(", ".join(own.periods)), own.objective_mode.value, _state(each)
        )
    show(make_console(), table)
    table = plain_table("Number", "Constraint set")
    for each_set in rules:
        table.add_row(str(each_set.id), clean(each_set.constraint_set.name))
    show(make_console(), table)
    return exit_codes.SOLVED


def run_import(args: argparse.Namespace) -> int:
    """Store a problem file."""
    import json

    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import load_problem
    from domain.backlog.exchange import ImportNames, KnownInitiatives, import_problem
    from domain.rules.wording import quantity
    from persistence.unit_of_work import SystemClock

    problem = load_problem(args.file).problem
    names = ImportNames(args.name.strip(), args.rules_name.strip())
    with writing(args) as uow:
        made = import_problem(uow, problem, SystemClock(), KnownInitiatives(args.existing), names)
    rules = made.constraint_set
    if args.json:
        found = {
            "scenario": {"id": made.scenario.id, "name": made.scenario.scenario.name},
            "constraint_set": None if rules is None else {"id": rules.id, "name": rules.constraint_set.name},
            "added": made.added,
            "changed": made.changed,
            "kept": made.kept,
        }
        write_json(json.dumps(found, indent=2))
        return exit_codes.SOLVED
    print(f"scenario {made.scenario.id} added: {made.scenario.scenario.name}")
    if rules is not None:
        print(f"constraint set {rules.id} added: {rules.constraint_set.name}")
    for keys, what in ((made.added, "added"), (made.changed, "changed"), (made.kept, "kept as they were")):
        if keys:
            print(f"{quantity(len(keys), 'initiative')} {what}")
    return exit_codes.SOLVED


def run_export(args: argparse.Namespace) -> int:
    """Print the problem file of a scenario."""
    from cli.arguments.stored_names import constraint_set_number, scenario_number
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import problem_text
    from domain.backlog.snapshots import snapshot

    with reading(args) as uow:
        rules = None if args.rules is None else constraint_set_number(uow, args.rules)
        problem = snapshot(uow, scenario_number(uow, args.scenario), rules)
    write_json(problem_text(problem))
    return exit_codes.SOLVED


def run_archive(args: argparse.Namespace) -> int:
    """Put a scenario out of the way."""
    from persistence.unit_of_work import SystemClock

    return _put(args, "archived", lambda archive, number: archive.archive(number, SystemClock().now()))


def run_restore(args: argparse.Namespace) -> int:
    """Bring a scenario back."""
    return _put(args, "back", lambda archive, number: archive.restore(number))


def _put(args: argparse.Namespace, word: str, act: Callable[[SqlArchive, int], None]) -> int:
    from cli.arguments.stored_names import scenario_number

    with writing(args) as uow:
        number = scenario_number(uow, args.scenario)
        act(uow.archives["Scenario"], number)
    print(f"scenario {number} is {word}")
    return exit_codes.SOLVED


def _state(record: ScenarioRecord) -> str:
    return "archived" if record.archived_at is not None else ""
