"""Collaboration prompts: a section for each market or department."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading
from cli.render.text import clean, listed
from domain.analyses.reasons.prompts_results import MissingEstimate, PromptsResult
from domain.analyses.reasons.why_results import Proof

MARKS = {Proof.PROVEN: "proven", Proof.INTERVAL: "not proven", Proof.OPEN: "not found out", Proof.COMPUTED: ""}


def show_prompts(console: Console, result: PromptsResult) -> None:
    """Every group with what it can do."""
    console.print(Text(f"What each {result.by.value} can do for the plan", style="title"))
    if not result.groups:
        bullet(console, "Nothing: every entry is complete, and every target that can be helped is met.")
    for group in result.groups:
        heading(console, group.name or f"without a {result.by.value}")
        for missing in group.missing:
            bullet(console, _missing(missing))
        for contribution in group.contributions:
            mark = MARKS[contribution.proof]
            bullet(console, f"{contribution.sentence}  {mark}" if mark else contribution.sentence)
    for note in result.notes:
        bullet(console, note, style="quiet")


def _missing(missing: MissingEstimate) -> str:
    name = f"{missing.initiative_key} ({missing.title})" if missing.title else missing.initiative_key
    helps = f"; it would help {listed(missing.helps, 3)}" if missing.helps else ""
    return f"Mend {clean(name)}: {'; '.join(missing.reasons)}{helps}."
