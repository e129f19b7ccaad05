"""Batches of roadmaps as tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from cli.render.console import STATUS_STYLES, heading, make_console, nothing_listed, plain_table, show
from cli.render.text import clean, figure
from domain.batches.requests import BatchView
from domain.portfolio.certainty import status_text
from domain.storage.roadmap_batch import BatchItem


def show_batches(views: Sequence[BatchView]) -> None:
    """A list of batches."""
    console = make_console()
    if not views:
        nothing_listed(console, "batches", "optengine batch start SCENARIO --mode north_star,weighted_kpis")
        return
    table = plain_table(
        "Batch", "Name", "Created", "Status", "Made", "Of", "Failed", right=frozenset({4, 5, 6}), whole=frozenset({0})
    )
    for view in views:
        table.add_row(
            Text(view.batch.batch_id, style="key", no_wrap=True),
            Text(clean(view.batch.name)),
            Text(f"{view.batch.created_at:%Y-%m-%d %H:%M}", style="quiet"),
            Text(view.status.value, style=STATUS_STYLES.get(view.status, "")),
            str(view.count.ended),
            str(view.count.total),
            str(view.count.failed),
        )
    show(console, table)


def show_batch(view: BatchView, items: Sequence[BatchItem]) -> None:
    """One batch with its roadmaps."""
    console = make_console()
    count = view.count
    heading(
        console, view.batch.name, f"{view.status.value}: {count.ended} of {count.total} made, {count.failed} failed"
    )
    table = plain_table(
        "Roadmap", "Solver", "Status", "Solution", "Objective", "Run", right=frozenset({4}), whole=frozenset({5})
    )
    for item in items:
        run = item.run
        solution = None if run is None or run.solution_status is None else status_text(run.solution_status, run.proof)
        table.add_row(
            Text(clean(item.name), style="title"),
            Text(clean(item.solver), style="quiet"),
            Text(
                "waits" if run is None else run.status.value,
                style="quiet" if run is None else STATUS_STYLES[run.status],
            ),
            Text("–" if solution is None else solution),
            Text("–" if run is None else figure(run.objective)),
            Text("" if run is None else item.run_id, style="key", no_wrap=True),
        )
    show(console, table)
