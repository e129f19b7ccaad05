"""Writes the tables of docs/sheets.md from the layout of the spreadsheets; run it after a column has changed."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

from sheets.layout import OPTIMIZATION_CENTER, ROADMAP, Column, Kind, Tab

PAGE = Path(__file__).resolve().parent.parent / "docs" / "sheets.md"
TABS = {tab.name: tab for layout in (OPTIMIZATION_CENTER, ROADMAP) for tab in layout.tabs}
KINDS = {
    Kind.TEXT: "text",
    Kind.NUMBER: "number",
    Kind.SHARE: "number, as per cent",
    Kind.FLAG: "tick",
    Kind.DATE: "date",
    Kind.MOMENT: "date and time",
    Kind.PERIOD: "period",
    Kind.KEYS: "keys",
    Kind.JSON: "JSON",
}
_PLACE = re.compile(r"(<!-- columns of (\w+) -->\n).*?(<!-- end of columns -->)", re.DOTALL)


def with_tables(page: str) -> str:
    """The page with every table as the layout has it now. Raises ``KeyError`` for a place that names no tab."""
    return _PLACE.sub(lambda found: found[1] + table(TABS[found[2]]) + found[3], page)


def table(tab: Tab) -> str:
    """The columns of a tab, in order."""
    lines = ["| column | holds | filled by | what it says |", "|---|---|---|---|"]
    families = [replace(each, name=f"{each.name}KEY" if each.name else "2027-Q1") for each in tab.families]
    for column in (*tab.columns, *tab.optional, *families):
        name = f"**`{column.name}`**" if column.name in tab.key else f"`{column.name}`"
        who = "engine" if column.is_owned_by_engine else "you"
        lines.append(f"| {name} | {_holds(column)} | {who} | {_escaped(column.help)} |")
    return "\n".join(lines) + "\n"


def _holds(column: Column) -> str:
    if column.options:
        return ("" if column.strict else "mostly ") + " ".join(f"`{option}`" for option in column.options)
    return KINDS[column.kind]


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page anew."""
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
