"""Transfers of tokens: the best one in a sentence, every pair as a table where asked for."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.analyses.frontier import keys
from cli.render.analyses.gains import gain_cell, goals_cell, today
from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, figure
from domain.analyses.frontiers.transfers import Transfer, TransfersResult


def show_transfers(console: Console, result: TransfersResult) -> None:
    """Show the best transfer, then the pairs."""
    tokens = f"{figure(result.tokens)} token" + ("" if result.tokens == 1 else "s")
    value = today(result.value, result.status, "value today")
    heading(console, f"The best transfer of {tokens} between {result.dimension}s", value)
    if result.best is not None:
        proof = "no pair does better" if result.proven else "not proven: another pair may do better"
        bullet(
            console, f"{clean(result.best.giver)} gives to {clean(result.best.taker)}: {_gain(result.best)}; {proof}."
        )
        if result.best.gain.entered or result.best.gain.dropped:
            changes = (keys(result.best.gain.entered, "+"), keys(result.best.gain.dropped, "-"))
            bullet(console, "it lets in and drops " + " ".join(each for each in changes if each))
    elif result.none_helps:
        bullet(console, "No pair gains anything by it; that is proven.")
    else:
        bullet(console, "None was found that helps, and it is not proven that there is none.", style="fair")
    if result.pairs:
        table = plain_table("Gives", "Takes", "Gains", "", "Enters", "Drops", right=frozenset({2}))
        for pair in result.pairs:
            table.add_row(
                Text(clean(pair.giver), style="key"),
                Text(clean(pair.taker), style="key"),
                gain_cell(pair.gain),
                goals_cell(pair.gain),
                Text(keys(pair.gain.entered, "+")),
                Text(keys(pair.gain.dropped, "-")),
            )
        show(console, table)
    for note in result.notes:
        bullet(console, note, style="quiet")


def _gain(transfer: Transfer) -> str:
    gain = gain_cell(transfer.gain).plain
    goals = goals_cell(transfer.gain).plain
    told_gain = f"value {gain}" if transfer.gain.at_least is not None else gain
    return told_gain if not goals else f"{told_gain}, goals {goals}"
