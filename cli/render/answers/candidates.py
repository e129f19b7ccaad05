"""Initiatives that are not in the portfolio: left out, forced out, or not valid at all."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cli.render.answers.findings import show_reasons
from cli.render.console import heading, plain_table, show
from cli.render.text import clean, count, figure, listed
from domain.portfolio.report import Decision, InitiativeReport

SHOWN = 8
SHOWN_RULES = 2


def show_left_out(console: Console, initiatives: Sequence[InitiativeReport], every: bool) -> None:
    """What was left out with the reason, the best value per token first."""
    left = [item for item in initiatives if item.decision in (Decision.NOT_SELECTED, Decision.FORCED_OUT)]
    left.sort(key=lambda item: (item.rank is None, item.rank or 0))
    if not left:
        return
    shown = left if every else left[:SHOWN]
    note = "best value per token first"
    if len(shown) < len(left):
        note = f"the best {len(shown)} of {len(left)} by value per token; --all shows the rest, with every reason"
    heading(console, "Left out", note)
    table = plain_table("Rank", "Initiative", "Title", "Value", "What stands in its way", right=frozenset({0, 3}))
    table.columns[2].overflow = "ellipsis"
    table.columns[2].no_wrap = True
    for item in shown:
        table.add_row(
            Text("" if item.rank is None else str(item.rank), style="quiet"),
            Text(clean(item.initiative_key), style="key", no_wrap=True),
            Text(clean(item.title)),
            Text(figure(item.value)),
            Text(clean("; ".join(item.reasons)) if every else _obstacles(item)),
        )
    show(console, table)


def _obstacles(item: InitiativeReport) -> str:
    """The rules that it would break, or the reasons where there are none such."""
    return listed(item.blocking_rules, SHOWN_RULES) if item.blocking_rules else clean("; ".join(item.reasons))


def show_invalid(console: Console, initiatives: Sequence[InitiativeReport]) -> None:
    """Candidates that took no part, each with every reason."""
    invalid = [item for item in initiatives if item.decision is Decision.INVALID]
    if not invalid:
        return
    heading(
        console, "Invalid candidates", f"{count(len(invalid), 'initiative')} took no part; mend the file to let them in"
    )
    show_reasons(console, [(item.initiative_key, item.reasons) for item in invalid])
