"""``optengine token``: makes, lists and revokes the tokens that open the API."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, reading, writing

if TYPE_CHECKING:
    from domain.storage import UnitOfWork
    from domain.storage.tokens_and_roles import ApiToken

EXAMPLES = """\
examples:
  optengine token create board --email ana@plan.example                     may read
  optengine token create robot --email ops@plan.example --role planner --days 90
  optengine token list
  optengine token revoke robot

viewer reads; planner also changes plans and starts runs; admin may do everything. The secret is shown once and kept
nowhere: only its SHA-256 is. A server that is running shuts a revoked token out within seconds.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments.options import add_json, days

    parser = commands.add_parser(
        "token",
        help="make, list and revoke API tokens",
        description="Makes, lists and revokes the tokens that open the API.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    create = actions.add_parser("create", run=run_create, help="make a token and show its secret once")
    create.add_argument("name", metavar="NAME", help="what it is known by")
    create.add_argument("--email", metavar="ADDRESS", required=True, help="who asks when it is used")
    create.add_argument("--role", choices=["viewer", "planner", "admin"], default="viewer", help="default: viewer")
    create.add_argument("--days", metavar="N", type=days, help="until it expires (default: never)")
    listing = actions.add_parser("list", run=run_list, help="all tokens, without their secrets")
    add_json(listing, "the list")
    revoke = actions.add_parser("revoke", run=run_revoke, help="end a token")
    revoke.add_argument("name", metavar="NAME", help="its name")
    for action in (create, listing, revoke):
        add_database(action)


def run_create(args: argparse.Namespace) -> int:
    """Make a token."""
    from datetime import UTC, datetime, timedelta

    from domain.storage.tokens_and_roles import Role
    from graphql_api.transport.auth.tokens import new_token

    now = datetime.now(UTC)
    expires = now + timedelta(days=args.days) if args.days else None
    token, secret = new_token(args.name, args.email, Role(args.role), now, expires)
    with writing(args) as uow:
        _log(uow, "token create", uow.access.add_token(token))
    print(secret)
    return exit_codes.SOLVED


def run_list(args: argparse.Namespace) -> int:
    """Show all tokens."""
    import json

    from cli.render.console import make_console, plain_table, show
    from cli.render.text import clean
    from cli.terminal.output import write_json

    with reading(args) as uow:
        tokens = uow.access.tokens()
    if args.json:
        write_json(json.dumps([_record(token) for token in tokens], indent=2))
        return exit_codes.SOLVED
    table = plain_table("Token", "Role", "Email", "State", "Last used")
    for token in tokens:
        used = f"{token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never"
        table.add_row(clean(token.name), token.role.value, clean(token.email), _state(token), used)
    show(make_console(), table)
    return exit_codes.SOLVED


def run_revoke(args: argparse.Namespace) -> int:
    """End a token."""
    from datetime import UTC, datetime

    with writing(args) as uow:
        _log(uow, "token revoke", uow.access.revoke_token(args.name, datetime.now(UTC)))
    print(f"token {args.name} is revoked")
    return exit_codes.SOLVED


def _log(uow: UnitOfWork, operation: str, token: ApiToken) -> None:
    from datetime import UTC, datetime

    from domain.storage.tokens_and_roles import AuditEntry

    asked = {"name": token.name, "email": token.email, "role": token.role.value}
    uow.access.log(
        AuditEntry(datetime.now(UTC), operation, True, object_type="ApiToken", object_id=str(token.id), input=asked)
    )


def _record(token: ApiToken) -> dict[str, str | None]:
    times = {name: getattr(token, name) for name in ("created_at", "expires_at", "revoked_at", "last_used_at")}
    return {"name": token.name, "email": token.email, "role": token.role.value, "state": _state(token)} | {
        name: time.isoformat() if time else None for name, time in times.items()
    }


def _state(token: ApiToken) -> str:
    from datetime import UTC, datetime

    if token.revoked_at is not None:
        return "revoked"
    if not token.is_valid(datetime.now(UTC)):
        return "expired"
    return f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "valid"
