"""How a later revision admits other words in a column of a closed set, which the database holds to by a check."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def admit(table: str, column: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Exchange the check on the words of a column; the rows have to go with the new one."""
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(table, _check(column, old), _check(column, new))
        return
    name = op.f(f"ck_{table}_{column}")
    op.drop_constraint(name, table, type_="check")
    op.create_check_constraint(name, table, _check(column, new))


def _check(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def _rewrite(table: str, old: str, new: str) -> None:
    """Exchange a check in the definition of the table, as SQLite's manual says for what leaves rows as they are.

    SQLite has no statement for it, and a table made anew would take along what refers to its rows.
    """
    connection = op.get_bind()
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    changed = connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :old, :new)"
            " WHERE type = 'table' AND name = :table AND instr(sql, :old) > 0"
        ),
        {"old": old, "new": new, "table": table},
    )
    assert changed.rowcount == 1, f"{table} has no check that is known: {old}"
    op.execute(f"PRAGMA schema_version = {int(version) + 1}")
    op.execute("PRAGMA writable_schema = OFF")
