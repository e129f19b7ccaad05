"""What was understood of a file with a backlog: each column, what is open, what cannot be used; what was written."""

from __future__ import annotations

import simplejson
from rich.text import Text

from cli.render.console import bullet, heading, make_console, plain_table, show, verdict
from cli.render.stored.sheets import show_faults
from cli.render.text import clean, count
from cli.terminal.output import write_json
from sheets.exporting import Export
from sheets.importing import Reading, plain_mapping, plain_reading

_MOST_TOLD = 20
_ANSWERED_BY = {
    "numbers": "--numbers",
    "dates": "--dates",
    "units": "[units] in --map",
    "key": '--column "HEADER=initiative_key", or --keys I-',
    "value": '--column "HEADER=north_star_contribution", or --north-star KPI',
    "tokens": '--column "HEADER=engineering_tokens"',
}


def show_reading(reading: Reading, target: str | None, written: str | None, as_json: bool) -> None:
    """The preview, and what was written, where anything was."""
    if as_json:
        write_json(simplejson.dumps({**plain_reading(reading), "written": written}, indent=2, ensure_ascii=False))
        return
    console = make_console()
    shape = f", as {reading.shape} exports it" if reading.shape else ""
    heading(console, f"{reading.source}: {count(len(reading.rows), 'initiative')}{shape}")
    table = plain_table("Column", "Header", "is", "How it is read", "Cells", right=frozenset({4}))
    for each in reading.columns:
        if not each.filled and each.field is None:
            continue
        example = next((f"{a} is {b}" for a, b in each.samples if a != b), "")
        how = "; ".join(part for part in (each.why, each.how, "" if each.field == "status" else example) if part)
        table.add_row(
            each.column,
            clean(each.header) or "(none)",
            Text(clean(each.field or "left out"), style="key" if each.field else "quiet"),
            clean(how),
            str(each.filled),
        )
    show(console, table)
    for note in reading.notes:
        bullet(console, clean(note))
    if reading.questions:
        heading(console, "To be said first")
        for question in reading.questions:
            choices = "; ".join(f"{answer}: {means}" for answer, means in question.choices if means)
            where = f"{question.column}: " if question.column else ""
            told = _ANSWERED_BY[question.about]
            if question.about == "key" and choices:
                told, choices = told.replace("HEADER", question.choices[0][0]), ""
            bullet(console, clean(f"{where}{question.message}{f' ({choices})' if choices else ''}; {told}"))
    show_faults(console, f"Cells that cannot be used ({len(reading.faults)})", reading.faults)
    good = reading.is_ready
    if written is not None:
        said = f"written to {written}"
    elif not good:
        said = f"nothing is written; {count(len(reading.questions), 'question')}, {count(len(reading.faults), 'fault')}"
    else:
        said = "everything is understood; name a plan.xlsx or plan.json to write it"
    console.print()
    verdict(console, said, good=good, line="")


def show_export(target: str, export: Export, as_json: bool) -> None:
    """What was written into a table, and what an import would take in otherwise."""
    if as_json:
        columns = [{"header": header, "field": field} for header, field in export.columns]
        told = {"left_out": export.left_out, "unsaid": export.unsaid, "mapping": plain_mapping(export.mapping)}
        plain = {"written": target, "shape": export.shape, "rows": export.rows, "columns": columns, **told}
        write_json(simplejson.dumps(plain, indent=2, ensure_ascii=False))
        return
    console = make_console()
    shape = f", as {export.shape} names its columns" if export.shape else ""
    heading(console, f"{target}: {count(export.rows, 'initiative')}{shape}")
    table = plain_table("Header", "holds")
    for header, field in export.columns:
        table.add_row(clean(header), Text(clean(field), style="key"))
    show(console, table)
    if export.left_out:
        bullet(console, clean(f"no column of the mapping holds {', '.join(export.left_out)}; --tool adds some"))
    if export.unsaid:
        heading(console, "An import would not take it in as it is")
        for each in export.unsaid[:_MOST_TOLD]:
            bullet(console, clean(each))
        if len(export.unsaid) > _MOST_TOLD:
            bullet(console, f"and {len(export.unsaid) - _MOST_TOLD} others; --json lists them all")
