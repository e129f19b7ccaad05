"""A price list as two tables: what it costs to have the others in, and to do without those that are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from cli.render.analyses.frontier import told
from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count, figure
from domain.analyses.pricing.price_results import Price, PriceKind, PricesResult, PriceState
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope

TITLES = {
    PriceKind.FORCING: ("To force in", "not in the best portfolio; what having them costs"),
    PriceKind.REPLACEMENT: ("To do without", "in the best portfolio; what leaving them out costs"),
}
IMPOSSIBLE = {PriceKind.FORCING: "cannot be in", PriceKind.REPLACEMENT: "irreplaceable"}


def show_prices(
    console: Console, problem: PortfolioProblem, result: PricesResult, top: int, asked: Sequence[str] = ()
) -> None:
    """The first ``top`` of each kind, or those that were asked for by name."""
    titles = {initiative.initiative_key: initiative.title or "" for initiative in problem.initiatives}
    value = figure(None) if result.value is None else told(result.value)
    console.print(Text(f"Prices of {count(len(result.prices), 'candidate')}", style="title"))
    console.print(Text(f"Best value {value}, {result.status.value}.", style="quiet"))
    for kind in PriceKind:
        prices = [price for price in result.prices if price.kind is kind]
        shown = [price for price in prices if price.initiative_key in asked] if asked else prices[:top]
        if not shown:
            continue
        _show(console, kind, shown, titles)
        impossible = sum(price.state is PriceState.IMPOSSIBLE for price in prices)
        more = len(prices) - len(shown)
        if more and not asked:
            text = f" {more:,} more; {impossible:,} {IMPOSSIBLE[kind]}" if impossible else f" {more:,} more"
            console.print(Text(text, style="quiet"))
    for note in result.notes:
        bullet(console, note, style="fair")


def _show(console: Console, kind: PriceKind, prices: Sequence[Price], titles: Mapping[str, str]) -> None:
    heading(console, *TITLES[kind])
    needed = any(price.value_needed is not None for price in prices)
    tokens = any(price.tokens for price in prices)
    columns = ["Initiative", "", "Costs", "of", ""]
    columns += ["Value needed"] if needed else []
    columns += ["Tokens at most"] if tokens else []
    table = plain_table(*columns, right=frozenset({2, 5}) if needed else frozenset({2}))
    for price in prices:
        cells = [
            Text(clean(price.initiative_key), style="key", no_wrap=True),
            Text(clean(titles.get(price.initiative_key, "")), style="quiet"),
            Text(_cost(price), style="title" if price.state is PriceState.EXACT else ""),
            Text(clean(price.stage or "")),
            Text(_certainty(price), style="good" if price.state is PriceState.EXACT else "quiet"),
        ]
        if needed:
            cells.append(Text(_needed(price)))
        if tokens:
            cells.append(Text(_tokens(price)))
        table.add_row(*cells)
    show(console, table)


def _cost(price: Price) -> str:
    if price.state is PriceState.IMPOSSIBLE:
        return IMPOSSIBLE[price.kind]
    if price.state is PriceState.EXACT:
        return figure(price.lost_at_least)
    return f"at least {figure(price.lost_at_least)}"


def _certainty(price: Price) -> str:
    if price.state in (PriceState.EXACT, PriceState.IMPOSSIBLE):
        return "proven"
    return "open" if price.state is PriceState.OPEN else "bound"


def _needed(price: Price) -> str:
    if price.value_needed is None:
        return ""
    return f"{figure(price.value_needed)} more" if price.value_needed else "any more"


def _tokens(price: Price) -> str:
    parts = []
    for needed in price.tokens:
        scope = "" if needed.scope is Scope.NONE else f"{needed.scope.value} "
        most = "none would do" if needed.at_most is None else figure(needed.at_most, needed.now)
        most = "any number" if needed.unlimited else most if needed.proven else "not found"
        parts.append(f"{scope}{most} (now {figure(needed.now)})")
    return ", ".join(parts)
