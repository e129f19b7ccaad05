"""A trade from its price down to every single change."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.answers.changes import show_changes
from cli.render.answers.infeasible import show_conflict
from cli.render.console import bullet, heading, plain_table, show, speaks_unicode
from cli.render.text import clean, count, figure, listed
from domain.analyses.session.losses import StageLoss
from domain.analyses.trading.trade_results import Deal, TradeRequest, TradeResult
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import negated
from domain.problem.problem import PortfolioProblem

SHOWN_KEYS = 4


def show_trade(console: Console, problem: PortfolioProblem, request: TradeRequest, result: TradeResult) -> None:
    """What is traded, what it costs, what changes; or what stands against it."""
    parts = [f"{clean(key)} in" for key in request.force_in] + [f"{clean(key)} out" for key in request.force_out]
    question = Text("Trade", style="title")
    question.append(f"  {', '.join(parts) or 'nothing forced'}", style="default")
    question.append(f"  against {'the given portfolio' if result.base_given else 'the best portfolio'}", style="quiet")
    console.print(question)
    mark, style, sentence = _verdict(result)
    line = Text(f"{mark} " if speaks_unicode(console) else "", style=style)
    line.append(sentence, style=style)
    console.print(line)
    if result.conflict is not None:
        show_conflict(console, result.conflict)
    if result.deal is not None:
        show_losses(console, result.deal.losses)
        show_changes(console, problem, result.deal.diff, _need(result.deal))
    if result.within:
        _show_within(console, result)
    for note in result.notes:
        bullet(console, note, style="quiet")


def _verdict(result: TradeResult) -> tuple[str, str, str]:
    deal = result.deal
    if deal is None:
        impossible = result.status is SolutionStatus.INFEASIBLE
        return "✗", "bad", "Impossible." if impossible else "No portfolio was found in the time given."
    price = price_of(deal.losses, deal.lost_in)
    return ("✓", "good", price) if deal.status is SolutionStatus.OPTIMAL else ("●", "fair", price)


def price_of(losses: tuple[StageLoss, ...], lost_in: str | None) -> str:
    """The price in one sentence."""
    for loss in losses:
        if loss.name == lost_in:
            if loss.lost is not None:
                return f"Costs {figure(loss.lost)} of {loss.name}, proven."
            most = "" if loss.lost_at_most is None else f" and at most {figure(loss.lost_at_most, loss.lost_at_least)}"
            return f"Costs at least {figure(loss.lost_at_least, loss.lost_at_most)}{most} of {loss.name}."
    gained = next((loss for loss in losses if loss.lost is not None and loss.lost < 0), None)
    if gained is not None and gained.lost is not None:
        return f"Gains {figure(negated(gained.lost))} of {gained.name}, proven."
    if all(loss.lost is not None for loss in losses):
        return "Costs nothing: the portfolio is worth as much as before, proven."
    return "What it costs is not proven."


def show_losses(console: Console, losses: tuple[StageLoss, ...]) -> None:
    """Each stage of the objective before and after."""
    heading(console, "Value", "stage by stage; the first that loses is the price")
    table = plain_table("Stage", "Before", "After", "Lost", "", right=frozenset({1, 2, 3}))
    for loss in losses:
        table.add_row(
            Text(clean(loss.name), style="key"),
            Text(figure(loss.before.value, loss.after.value)),
            Text(figure(loss.after.value, loss.before.value)),
            Text(_lost(loss), style="title"),
            Text(_certainty(loss), style="quiet"),
        )
    show(console, table)


def _certainty(loss: StageLoss) -> str:
    if loss.lost is not None:
        return "proven"
    numerical = Proof.NUMERICAL in (loss.before.proof, loss.after.proof)
    return "not proven, floating point only" if numerical else "not proven"


def _lost(loss: StageLoss) -> str:
    if loss.lost is not None:
        return figure(loss.lost)
    least, most = loss.lost_at_least, loss.lost_at_most
    return f"{figure(least, most)} to {figure(most, least)}"


def _need(deal: Deal) -> str:
    changes, moves = count(deal.changes, "change"), count(deal.moves, "move or resizing", "moves or resizings")
    sentence = f"{changes}, {moves}"
    return f"{sentence}; with fewer it would cost more" if deal.fewest_proven else f"{sentence}; fewer may do"


def _show_within(console: Console, result: TradeResult) -> None:
    least = "" if result.fewest is None else f"at least {count(result.fewest, 'change')} needed"
    heading(console, "Within so many changes", least)
    table = plain_table("Changes", "Value", "Enters", "Drops", "", right=frozenset({0, 1}))
    for entry in result.within:
        deal = entry.deal
        if deal is None:
            impossible = entry.status is SolutionStatus.INFEASIBLE
            table.add_row(str(entry.max_changes), "–", "", "", Text("impossible" if impossible else "not found"))
            continue
        table.add_row(
            Text(str(entry.max_changes)),
            Text(figure(deal.losses[-1].after.value) if deal.losses else "–", style="title"),
            Text(listed([change.initiative_key for change in deal.diff.entered], SHOWN_KEYS), style="good"),
            Text(listed([change.initiative_key for change in deal.diff.left], SHOWN_KEYS), style="bad"),
            Text("proven" if entry.status is SolutionStatus.OPTIMAL else "not proven", style="quiet"),
        )
    show(console, table)
    asked = result.within[-1]
    if result.deal is not None and asked.deal is not None and asked.max_changes >= result.deal.changes:
        console.print(Text(f" More than {count(result.deal.changes, 'change')} gain nothing.", style="quiet"))
