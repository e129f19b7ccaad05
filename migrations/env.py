"""Alembic's entry: compares and changes the database of the connection that ``migrations.commands`` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from persistence.database.column_types import ExactDecimal, JsonText, UtcDateTime
from persistence.tables import Base


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types into a revision by their name."""
    if kind == "type" and isinstance(item, ExactDecimal | JsonText | UtcDateTime):
        autogen.imports.add("from persistence.database import column_types")
        return f"column_types.{type(item).__name__}()"
    return False


def run() -> None:
    """Run what was asked for."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        compare_server_default=True,
    )
    context.run_migrations()


run()
