"""The tables of docs/sheets.md are those of the layout."""

from __future__ import annotations

import re

from scripts.write_sheet_tables import PAGE, TABS, table, with_tables

LARGEST = 150_000


def test_the_page_has_the_table_of_every_tab_as_the_layout_is_now() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"<!-- columns of (\w+) -->", page) == list(TABS)
    assert with_tables(page) == page


def test_a_table_names_every_column_once() -> None:
    for tab in TABS.values():
        found = re.findall(r"^\| (?:\*\*)?`([\w:-]+)`", table(tab), re.MULTILINE)
        families = [f"{family.name}KEY" if family.name else "2027-Q1" for family in tab.families]
        assert found == [*(column.name for column in (*tab.columns, *tab.optional)), *families]


def test_the_page_has_a_small_picture_of_every_tab() -> None:
    shown = re.findall(r"!\[The tab (\w+)\]\((\S+)\)", PAGE.read_text(encoding="utf-8"))
    assert [tab for tab, _ in shown] == list(TABS)
    for tab, picture in shown:
        assert (PAGE.parent / picture).name == f"{tab.lower()}.png"
        assert (PAGE.parent / picture).stat().st_size < LARGEST
