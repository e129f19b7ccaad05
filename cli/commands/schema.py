"""``optengine schema problem``: the published form of a problem file."""

from __future__ import annotations

import argparse

EXAMPLES = """\
examples:
  optengine schema problem                     print it
  optengine schema problem > problem.schema.json

Editors that know JSON Schema check a problem file while you write it. `optengine validate` checks more: what a schema
cannot say, such as dates, periods and duplicate keys.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "schema",
        run=run,
        help="print the JSON Schema of a problem file",
        description="Prints the JSON Schema of a document that the engine reads.",
        epilog=EXAMPLES,
    )
    parser.add_argument("document", choices=["problem"], help="which document")


def run(_: argparse.Namespace) -> int:
    """Print the schema."""
    from cli.terminal import exit_codes
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import schema_of_problem

    write_json(schema_of_problem())
    return exit_codes.SOLVED
