"""What ``optengine validate`` found, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading, plain_table, show, verdict
from cli.render.text import clean, count


def show_findings(console: Console, findings: Mapping[str, Any], refused: bool = False) -> None:
    """Show whether the file can be solved and what takes no part; ``refused`` for what --strict does not let by."""
    solvable = not findings["infeasible"]
    said = "The file can be solved" if solvable else "No portfolio keeps every rule"
    if refused:
        faults = [count(len(findings["invalid"]), "invalid candidate")] if findings["invalid"] else []
        faults += [count(len(findings["warnings"]), "warning")] if findings["warnings"] else []
        said += f"{', but' if solvable else ', and'} --strict refuses {' and '.join(faults)}"
    verdict(console, said, good=solvable and not refused)
    delivered = len(findings["delivered"])
    parts = [count(findings["initiatives"], "initiative"), count(findings["candidates"], "valid candidate")]
    parts += [f"{delivered} delivered"] if delivered else []
    console.print(Text(f"  {', '.join(parts)}", style="quiet"))
    rules = ", ".join(f"{family} {number}" for family, number in findings["rules"].items() if number)
    console.print(Text(f"  rules: {clean(rules) or 'none'}", style="quiet"))
    if findings["infeasible"]:
        heading(console, "Cannot hold", "mandatory, and yet they cannot be selected")
        for each in findings["infeasible"]:
            bullet(console, f"{each['rule_id']}: {each['reason']}")
    _show_reasons(console, "Invalid candidates", "they will take no part", findings["invalid"])
    _show_reasons(console, "Cannot be selected", "valid, yet kept out whatever else happens", findings["unselectable"])
    if findings["warnings"]:
        heading(console, "Warnings")
        for warning in findings["warnings"]:
            bullet(console, warning)


def _show_reasons(console: Console, title: str, note: str, found: Sequence[Mapping[str, Any]]) -> None:
    if not found:
        return
    heading(console, title, note)
    show_reasons(console, [(each["initiative_key"], each["reasons"]) for each in found])


def show_reasons(console: Console, found: Sequence[tuple[str, Sequence[str]]]) -> None:
    """A table of keys with all reasons, one a line."""
    table = plain_table("Initiative", "Why")
    for key, reasons in found:
        for index, reason in enumerate(reasons):
            table.add_row(Text("" if index else clean(key), style="key", no_wrap=True), Text(clean(reason)))
    show(console, table)
