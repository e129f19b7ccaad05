"""The rows of Summary on what almost made it: what it is worth, what taking it in would cost, and what keeps it out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from domain.analyses.pricing.near_miss import NearMiss, outside
from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.evaluation import GOAL_SHORTFALL
from domain.portfolio.report import InitiativeReport, PortfolioReport
from domain.problem.candidates import CandidatePool
from domain.rules.wording import grouped, listed
from domain.sheet_jobs.planning_workbook import RunNews
from sheets.workbook import Writable
from sheets.writing.page_texts import cut, short_name
from sheets.writing.words import Words

_MOST_REASONS, _MOST_SWAPPED = 2, 2
_COSTS_NOTHING = "Taking it in costs nothing, as far as the value goes"
_SMALLEST = Decimal("0.01")


def near_miss_rows(
    news: RunNews, report: PortfolioReport, words: Words, pool: CandidatePool
) -> Iterator[tuple[str, dict[str, Writable]]]:
    """What is the cheapest to take in first; what has no price follows by value for each token."""
    prices = {each.initiative_key: each for each in news.near_misses}
    places = {key: place for place, key in enumerate(prices)}
    for each in sorted(outside(report), key=lambda found: places.get(found.initiative_key, len(places))):
        why = words.said("; ".join(each.reasons[:_MOST_REASONS]))
        told = [_price(report, prices.get(each.initiative_key)), _full_periods(report, pool, each), why]
        said = "; ".join(filter(None, told))
        name = f"{each.initiative_key} {each.title}".strip()
        yield short_name(name), {"figure": each.value, "comment": cut(said[:1].upper() + said[1:])}


def _price(report: PortfolioReport, price: NearMiss | None) -> str:
    """What taking it in costs, and what else changes then."""
    if price is None:
        return ""
    if price.lost is None:
        return "No plan can have it under these rules"
    least = "" if price.proven else "at least "
    said = f"Taking it in costs {least}{_loss(report, price.stage, price.lost)}" if price.stage else _COSTS_NOTHING
    changes = ((price.leaves, "would leave"), (price.enters, "would enter too"))
    return ", ".join([said, *(f"{listed(keys, _MOST_SWAPPED)} {word}" for keys, word in changes if keys)])


def _loss(report: PortfolioReport, stage: str, lost: Decimal) -> str:
    if stage == GOAL_SHORTFALL:
        with exact_arithmetic():
            return f"{grouped(lost * 100)} % of a goal"
    if not report.objective:
        return f"{grouped(lost)} of the value"
    share = to_decimal(100 * Fraction(lost) / abs(Fraction(report.objective)))
    told = f"under {_SMALLEST}" if share < _SMALLEST else grouped(share, decimals=2)
    return f"{grouped(lost)} of the value ({told} %)"


def _full_periods(report: PortfolioReport, pool: CandidatePool, found: InitiativeReport) -> str:
    """Where none of several periods has room under a limit, all of them; the reason names the best one alone."""
    need = min((size.tokens or ZERO for size in pool.sizes.get(found.initiative_key, ())), default=ZERO)
    for rule_id in found.blocking_rules:
        family, at, _ = rule_id.rpartition("@")
        alike = [each for each in report.usage if at and each.rule_id.startswith(f"{family}@")]
        full = [each.rule_id.rpartition("@")[2] for each in alike if each.slack < need]
        if not rule_id.startswith("floor") and len(full) > 1 and len(full) == len(alike):
            return f"no room in {listed(full, 4)}"
    return ""
