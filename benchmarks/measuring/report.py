"""Writes the scores as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import geometric_mean

from benchmarks.measuring.contestants import TIME_LIMIT, Score

COLUMNS = (
    "problem",
    "who",
    "result",
    "objective",
    "time s",
    "memory MB",
    "largest process MB",
    "load, formulate, verify s",
    "outside the solver",
)
QUIET_LOAD = 0.5
NOTES = f"""\
How to read it:
- One command per run, time limit {TIME_LIMIT} s, gap 0, everything counted: start of Python, imports, reading the file,
  solving, checking, printing. The median of three runs where one takes under ten seconds, else a single run.
- *proven*: the best known value, proven optimal. *not proven*: the best found when time was up. *nothing*: no
  portfolio in time. *wrong*: proven, yet another value.
- The engine solves more than the others do here: they maximise the value only, it also proves its tie-breaks (highest
  score, then fewest tokens) and checks the portfolio in exact decimals. Their models are what one would write by hand:
  a variable per initiative and per synergy pair, a row per prerequisite.
- Memory is the largest sum of resident memory over all processes of the command at one moment, sampled every 10 ms;
  shared pages count in each process, so the true figure is lower. Beside it the largest single process.
- Outside the solver: the share of the command's time not spent inside the backend.
"""


def seconds(value: float | None) -> str:
    """Seconds with the digits that matter."""
    if value is None:
        return ""
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def line(score: Score) -> str:
    """One row of the table."""
    outside = ""
    if score.solver_seconds is not None:
        outside = f"{max(0.0, 1 - score.solver_seconds / score.seconds):.0%}"
    cells = [
        score.instance.name,
        score.contestant.name,
        score.status + (f" ({score.detail})" if score.detail else ""),
        "" if score.objective is None else f"{score.objective:f}",
        seconds(score.seconds),
        f"{score.memory_mb:.0f}",
        f"{score.largest_mb:.0f}",
        seconds(score.own_seconds),
        outside,
    ]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def table(scores: Iterable[Score]) -> list[str]:
    """All scores, one row each."""
    return [f"| {' | '.join(COLUMNS)} |", "|" + " --- |" * len(COLUMNS), *(line(score) for score in scores)]


def summary(scores: Sequence[Score]) -> list[str]:
    """Per contestant: how many proven, and its time next to that of the quickest of all (geometric mean)."""
    quickest = {
        name: min((s.seconds for s in group if s.status == "proven"), default=float(TIME_LIMIT))
        for name, group in groupby(scores, key=lambda s: s.instance.name)
    }
    rows = ["| who | proven | time next to the quickest | most memory MB |", "| --- | --- | --- | --- |"]
    for contestant in dict.fromkeys(s.contestant for s in scores):
        own = [s for s in scores if s.contestant == contestant]
        proven = sum(s.status == "proven" for s in own)
        ratios = [(s.seconds if s.status == "proven" else TIME_LIMIT) / quickest[s.instance.name] for s in own]
        memory = max(s.memory_mb for s in own)
        rows.append(f"| {contestant.name} | {proven} of {len(own)} | {geometric_mean(ratios):.1f} x | {memory:.0f} |")
    return rows


def busy_note(start: float, end: float) -> str:
    """How busy the machine was with other work; a contestant alone keeps up to two cores busy."""
    note = f"Load average (one minute) before the first run: {start:.1f}; after the last: {end:.1f}."
    if start > QUIET_LOAD:
        note += " **The machine was busy with other work, so all times are too long, and not evenly so.**"
    return note


def document(
    machine: str,
    versions: Sequence[str],
    busy: tuple[float, float],
    scores: Sequence[Score],
    formulation: str,
    startup: str,
    before: str = "",
) -> str:
    """The whole page. before: the page as it is; sections of it that are measured elsewhere stay, at the end."""
    parts = [
        "# Benchmarks",
        "Written by `make bench`, but for the sections that name another command.",
        f"Machine: {machine}.",
        busy_note(*busy),
        "\n".join(f"- {line}" for line in versions),
        "## Public problems",
        NOTES.rstrip(),
        "\n".join(summary(scores)),
        "A problem that was not proven counts as the time limit in the third column.",
        "\n".join(table(scores)),
        "## Formulation alone",
        formulation,
        "## Start-up",
        startup,
    ]
    sections = [section.strip() for section in ("\n" + before).split("\n## ")[1:]]
    elsewhere = [f"## {section}" for section in sections if f"## {section.splitlines()[0]}" not in parts]
    return "\n\n".join([*parts, *elsewhere]) + "\n"
