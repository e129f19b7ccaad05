"""Why there is no portfolio, and the least that would have to give way."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count, figure, listed, percent
from domain.integer_model.result import Proof
from domain.portfolio.certainty import NUMERICALLY
from domain.portfolio.report import ConflictReport, RelaxationReport

SHOWN_KEYS = 12


def show_conflict(console: Console, conflict: ConflictReport) -> None:
    """The rules that cannot hold together, each with what it says."""
    rules = count(len(conflict.rules), "rule")
    numerical = conflict.proof is Proof.NUMERICAL
    if numerical:
        which = "this rule cannot be kept at all" if len(conflict.rules) == 1 else f"{rules} that cannot hold together"
        note = f"{which} {NUMERICALLY}, not proven"
    elif len(conflict.rules) == 1:
        note = "this rule cannot be kept at all"
    elif conflict.minimal:
        note = f"{rules} that cannot hold together; without any one of them the others can"
    else:
        note = f"{rules} that cannot hold together; fewer may do, the time did not suffice to find out"
    heading(console, "Conflict", note)
    if len(conflict.explanations) == len(conflict.rules):
        table = plain_table("Rule", "What it says")
        for rule_id, explanation in zip(conflict.rules, conflict.explanations, strict=True):
            table.add_row(Text(clean(rule_id), style="key"), Text(clean(explanation.removeprefix(f"{rule_id}: "))))
        show(console, table)
    else:
        for text in (*conflict.rules, *conflict.explanations):
            bullet(console, text)
    if conflict.detail and not numerical:
        console.print(Text(f" {clean(conflict.detail)}", style="quiet"))


def show_relaxation(console: Console, relaxation: RelaxationReport) -> None:
    """The smallest relaxation as advice, with what it would allow."""
    proven = "" if relaxation.proven else "; the time did not suffice to prove that less would not do"
    if relaxation.proof is Proof.NUMERICAL:
        proven = f" {NUMERICALLY}, not proven"
    heading(console, "Smallest way out", f"the least change in relation to the limits{proven}")
    table = plain_table("Rule", "By", "Share", "Do this", right=frozenset({1, 2}))
    for rule in relaxation.rules:
        table.add_row(
            Text(clean(rule.rule_id), style="key"),
            Text(figure(rule.amount) if rule.amount is not None else "dropped"),
            Text(percent(rule.relative), style="quiet"),
            Text(clean(rule.suggestion)),
        )
    show(console, table)
    allowed = f" That allows {count(len(relaxation.selected), 'initiative')}"
    if relaxation.objective is not None:
        allowed += f" with an objective of {figure(relaxation.objective)}"
    keys = f": {listed(relaxation.selected, SHOWN_KEYS)}" if relaxation.selected else ""
    console.print(Text(allowed + keys + "."))
