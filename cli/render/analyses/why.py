"""An explanation as a page: its verdict, then the facts under the question that they answer."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.render.console import bullet, heading, speaks_unicode
from cli.render.text import clean
from domain.analyses.reasons.why_results import Fact, FactKind, Proof, WhyResult

HEADINGS = {
    FactKind.ANSWER: "",
    FactKind.WHY_IN: "Why in",
    FactKind.WHY_NOT: "Why not",
    FactKind.LIMIT: "What limits us",
    FactKind.TARGET: "Targets that are missed",
    FactKind.CONFLICT: "What cannot hold together",
    FactKind.INPUT: "What has to be mended",
    FactKind.HELP: "What would help most",
}
MARKS = {
    Proof.COMPUTED: ("", "quiet"),
    Proof.PROVEN: ("proven", "good"),
    Proof.INTERVAL: ("not proven", "fair"),
    Proof.OPEN: ("not found out", "fair"),
}


def show_why(console: Console, result: WhyResult) -> None:
    """The whole page."""
    name = f"{clean(result.subject)}  {clean(result.title)}".strip()
    console.print(Text(name, style="title"))
    for kind, title in HEADINGS.items():
        facts = [fact for fact in result.facts if fact.kind is kind]
        if facts and title:
            heading(console, title)
        for fact in facts:
            _show_fact(console, fact)
    for note in result.notes:
        bullet(console, note, style="quiet")
    console.print()
    console.print(Text(_proof_of_page(result), style="quiet"))


def _show_fact(console: Console, fact: Fact) -> None:
    mark = "•" if speaks_unicode(console) else "-"
    word, style = MARKS[fact.proof]
    text = Text(clean(fact.sentence))
    if word:
        text.append(f"  {word}", style=style)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark, style="quiet"), text)
    console.print(Padding(grid, (0, 0, 0, 2), expand=False))


def _proof_of_page(result: WhyResult) -> str:
    if result.complete:
        return "Every number is exact: proven by a complete search, or recomputed from the figures of the problem."
    return "A limit stopped some searches: what is marked so is an interval or still open. Give it more --time-limit."
