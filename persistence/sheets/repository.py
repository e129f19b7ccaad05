"""What was last seen and written in spreadsheets, in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select, update

from persistence.database.base import table_of
from persistence.database.statements import Statements
from persistence.sheets import tables

_MEMORIES = table_of(tables.SheetMemory)


class SqlSheetMemory:
    """A text for each tab of each spreadsheet."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def recall(self, workbook: str, tabs: Iterable[str]) -> Mapping[str, str]:
        """The texts of those tabs that have one, by the name of the tab."""
        wanted = (_MEMORIES.c.workbook == workbook, _MEMORIES.c.tab.in_(list(tabs)))
        return {row["tab"]: row["content"] for row in self._statements.rows(select(_MEMORIES).where(*wanted))}

    def remember(self, workbook: str, contents: Mapping[str, str]) -> None:
        """Keep texts by the name of their tab, in place of earlier ones."""
        for tab, content in contents.items():
            values = {"workbook": workbook, "tab": tab, "content": content}
            if self._statements.insert_unless(_MEMORIES, ["workbook", "tab"], values) is None:
                same = (_MEMORIES.c.workbook == workbook, _MEMORIES.c.tab == tab)
                self._statements.run(update(_MEMORIES).where(*same).values(content=content))
