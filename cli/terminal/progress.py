"""The line that shows where running solves stand; on standard error, only on a terminal, gone when done.

What draws it is imported where there is a terminal.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.spinner import Spinner

    from domain.integer_model.result import Progress


class ProgressLine:
    """Keeps the latest news of a solve and draws it on one line."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._started = time.perf_counter()
        self._latest: Progress | None = None
        self._note = ""
        self._spinner: Spinner | None = None

    def update(self, progress: Progress) -> None:
        """Take the latest news; called from any thread."""
        self._latest = progress

    def note(self, text: str) -> None:
        """Say something beside the figures."""
        self._note = text

    def __rich__(self) -> Spinner:
        from rich.spinner import Spinner
        from rich.text import Text

        self._spinner = self._spinner or Spinner("dots")
        self._spinner.update(text=Text(self._line(), no_wrap=True, overflow="ellipsis"))
        return self._spinner

    def _line(self) -> str:
        from cli.render.text import percent, rough

        elapsed = time.perf_counter() - self._started
        parts = [f"{self._label}  {elapsed:.1f} s"]
        news = self._latest
        if news is not None:
            parts.append(news.stage)
            if news.incumbent is not None:
                parts.append(f"best {rough(news.incumbent)}")
            if news.bound is not None:
                parts.append(f"bound {rough(news.bound)}")
            if news.gap is not None:
                parts.append(f"gap {percent(news.gap)}")
        if self._note:
            parts.append(self._note)
        return " · ".join(parts)


@contextmanager
def progress_line(label: str) -> Iterator[ProgressLine]:
    """Show the line for the length of the block, if someone is there to see it."""
    line = ProgressLine(label)
    if not sys.stderr.isatty():
        yield line
        return
    from rich.console import Console
    from rich.live import Live

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    with Live(
        line, console=console, refresh_per_second=8, transient=True, redirect_stdout=False, redirect_stderr=False
    ):
        yield line


class ProgressBar:
    """How many of a known number of things are done, on one line."""

    def __init__(self, label: str, total: int, progress: Bar) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=total, note="")

    def advance(self, done: int) -> None:
        """So many are done by now; called from any thread."""
        self._progress.update(self._task, completed=done)

    def expect(self, total: int) -> None:
        """So many there are, as is known by now."""
        self._progress.update(self._task, total=total)

    def note(self, text: str) -> None:
        """Say something beside the bar."""
        self._progress.update(self._task, note=text)


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[ProgressBar]:
    """Show the bar for the length of the block, if someone is there to see it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Bar(
        *columns,
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        yield ProgressBar(label, total, bar)
