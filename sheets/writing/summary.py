"""The rows of the tab Summary: what a plan comes to, on one page for people who were not there when it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from textwrap import shorten

from domain.explanation.gap_advice import THE_RUN, alerts_of
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.certainty import NUMERICALLY, shortfall_of_proof
from domain.portfolio.figures import Severity, UsageReport
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.candidates import judge_candidates
from domain.rules.wording import grouped, listed, quantity
from domain.sheet_jobs.changes import IN_THE_PLAN
from domain.sheet_jobs.planning_workbook import RunNews
from sheets.layout.summary import ALMOST, CAPACITY, LATEST, MARKETS, NEXT, PERIODS, PLAN, SUMMARY, TARGETS
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.changes import Compared, changes_sentence
from sheets.writing.near_misses import near_miss_rows
from sheets.writing.page_texts import LONGEST, cut, short_name
from sheets.writing.runs import gap_summary
from sheets.writing.stale import present_keys, stale_keys
from sheets.writing.words import Words, rule_label, target_words

Row = tuple[str, str, dict[str, Writable]]
_MOST = {CAPACITY: 8, TARGETS: 7, PERIODS: 6, MARKETS: 6, ALMOST: 4, NEXT: 3}
_GRAVE = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM)
_SHARE_DIGITS = 6
_NEW, BY_HAND = "New since the ", "Decided by hand"


def summary_update(
    news: RunNews, report: PortfolioReport, changes: Compared, grid: Grid, *, keeps_news: bool = False
) -> TabUpdate:
    """The whole page in place of an earlier one. It names no run, so that the same answer changes nothing.

    keeps_news: whether what the page says to be new stays as it is.
    """
    page = _Page(news, report)
    rows: dict[RowKey, dict[str, Writable]] = {}
    for section, item, cells in (*page.plan(changes), *page.sections()):
        label, number = item, 1
        while (section, label) in rows:
            number += 1
            label = f"{item} ({number})"
        rows[section, label] = {"figure": None, "limit": None, "share": None, **cells}
    stale = stale_keys(SUMMARY, grid, rows, ("comment", "figure"))
    if keeps_news:
        stale = [key for key in stale if not key[1].startswith(_NEW)]
    return TabUpdate(SUMMARY, rows, adds_rows=True, stale=stale, keeps_order=True)


def outdated_update(news: RunNews, grid: Grid) -> TabUpdate:
    """Why the last run found no portfolio, and what would help. That a page about an earlier run stays is said."""
    has_page = any(key[0] != LATEST for key in present_keys(SUMMARY, grid))
    said = gap_summary(news)
    said = f"{said[:1].upper()}{said[1:]}".rstrip(".")
    kept = ". This page shows the plan before." if has_page else "."
    rows: dict[RowKey, dict[str, Writable]] = {
        (LATEST, "The last run"): {"comment": shorten(said, LONGEST - len(kept), placeholder=" …") + kept}
    }
    if news.report is not None:
        advice = next((each for each in alerts_of(news.problem, news.report) if each.subject == THE_RUN), None)
        if advice is not None and advice.recommendation:
            words = Words(news)
            helps = f"{words.said(advice.recommendation)} {words.where(advice.recommendation)}"
            rows[LATEST, "What would help"] = {"comment": cut(helps)}
    stale = [key for key in stale_keys(SUMMARY, grid, rows, ("comment", "figure")) if key[0] == LATEST]
    return TabUpdate(SUMMARY, rows, adds_rows=True, stale=stale, keeps_order=not has_page)


class _Page:
    def __init__(self, news: RunNews, report: PortfolioReport) -> None:
        self.news, self.report, self.scenario = news, report, news.problem.scenario
        self.inside = [each for each in report.initiatives if each.decision in IN_THE_PLAN]
        self.used = report.allocated_tokens
        self.words, self.pool = Words(news), judge_candidates(news.problem)

    def plan(self, changes: Compared) -> Iterator[Row]:
        """The headline: how much, how good, how sure, how full, and what is new."""
        report, periods = self.report, self.scenario.periods
        able = len(self.pool.candidates)
        when = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
        said = f"{len(self.inside)} of {quantity(able, 'candidate')} planned for {when}. {_certainty(report)}"
        cells: dict[str, Writable] = {"figure": len(self.inside), "limit": able, "comment": said}
        yield PLAN, self.news.scenario_name, cells
        if report.objective is not None:
            cells = _measured(report.objective, report.bound)
            yield PLAN, f"Value: {self._aim()}", {**cells, "comment": "Beside it, the most that can be possible."}
        limits = [usage.limit for usage in report.usage if usage.rule_id.startswith("capacity:global")]
        with exact_arithmetic():
            room = sum(limits, ZERO) if len(limits) == len(periods) else None
            left = ZERO if room is None else room - report.tokens_used
        free = f"{grouped(left)} left." if left else "All of it is used."
        free = "There is no capacity for all of it." if room is None else free
        free += f" Overheads take {grouped(report.overhead_tokens)} of them." if report.overhead_tokens else ""
        yield PLAN, "Tokens", {**_measured(report.tokens_used, room), "comment": free}
        if report.targets:
            met = [target for target in report.targets if target.severity is Severity.NONE]
            missed = [target_words(each) for each in report.targets if each.severity is not Severity.NONE]
            cells = _measured(Decimal(len(met)), Decimal(len(report.targets)))
            told = f"missed: {listed(missed, 4)}" if missed else "every target is reached"
            yield PLAN, "Targets reached", {**cells, "comment": told}
        if by_hand := self.news.decided.sentence:
            yield PLAN, BY_HAND, {"comment": cut(self.words.said(by_hand))}
        for earlier in self.news.earlier:
            told = changes_sentence(changes[earlier.name])
            yield PLAN, f"{_NEW}{earlier.name}", {"comment": cut(told)}
        if self.news.left_out:
            yield PLAN, "Left out", {"comment": cut(self.news.left_out)}

    def sections(self) -> Iterator[Row]:
        """What stands behind the headline, each section no longer than one page allows."""
        for section, rows in (
            (CAPACITY, self._capacity()),
            (TARGETS, self._targets()),
            (PERIODS, self._periods()),
            (MARKETS, self._markets()),
            (ALMOST, near_miss_rows(self.news, self.report, self.words, self.pool)),
            (NEXT, self._next()),
        ):
            most = _MOST[section]
            for item, cells in list(rows)[:most]:
                yield section, item, cells

    def _aim(self) -> str:
        return listed(self.scenario.objective_kpi_keys, 3)

    def _capacity(self) -> Iterable[tuple[str, dict[str, Writable]]]:
        """That of all, period by period; then what is fullest."""
        limits = [usage for usage in self.report.usage if usage.rule_id.startswith("capacity:")]
        whole = [usage for usage in limits if usage.rule_id.startswith("capacity:global")]
        rest = sorted((usage for usage in limits if usage not in whole), key=_fullness, reverse=True)
        for usage in (*whole, *rest):
            said = "full" if not usage.slack else f"{grouped(usage.slack)} left"
            yield rule_label(usage.rule_id), {**_measured(usage.used, usage.limit), "comment": said}

    def _targets(self) -> Iterable[tuple[str, dict[str, Writable]]]:
        """What is missed comes first."""
        for target in sorted(self.report.targets, key=lambda each: each.severity is Severity.NONE):
            said = "reached" if target.severity is Severity.NONE else f"missed by {grouped(target.gap)}"
            kind = "has to be reached" if target.floor_or_goal == "floor" else "a goal"
            yield target_words(target), {**_measured(target.achieved, target.target), "comment": f"{said} ({kind})"}

    def _periods(self) -> Iterable[tuple[str, dict[str, Writable]]]:
        """A single one says nothing new."""
        periods = self.scenario.periods
        by_period = [(period, [each for each in self.inside if each.period == period]) for period in periods]
        return self._grouped(by_period) if len(periods) > 1 else ()

    def _markets(self) -> Iterable[tuple[str, dict[str, Writable]]]:
        by_market: dict[str, list[InitiativeReport]] = {}
        for each in self.inside:
            by_market.setdefault(each.market or "no market", []).append(each)
        ordered = sorted(by_market.items(), key=lambda pair: -_tokens(pair[1]))
        most = _MOST[MARKETS]
        if len(ordered) > most:
            others = [each for _, found in ordered[most - 1 :] for each in found]
            ordered = [*ordered[: most - 1], (f"{len(ordered) - most + 1} other markets", others)]
        return self._grouped(ordered)

    def _grouped(
        self, groups: Sequence[tuple[str, list[InitiativeReport]]]
    ) -> Iterator[tuple[str, dict[str, Writable]]]:
        """The initiatives of each group, what is worth most named first."""
        for name, found in groups:
            best = sorted(found, key=lambda each: -each.value)
            titles = listed([short_name(each.title or each.initiative_key) for each in best], 3)
            said = f"{quantity(len(found), 'initiative')}: {titles}" if found else "nothing"
            used = _tokens(found)
            yield name, {"figure": used, "share": _share(used, self.used), "comment": cut(said)}

    def _next(self) -> Iterable[tuple[str, dict[str, Writable]]]:
        """What would help, for what is grave; then what takes no part for lack of data."""
        for alert in alerts_of(self.news.problem, self.report):
            kind, colon, _ = alert.subject.partition(":")
            if alert.severity in _GRAVE and alert.recommendation and kind != "invalid":
                where = f", {alert.market}" if alert.market and not colon else ""
                said = cut(self.words.said(alert.recommendation), ends_with=": ")
                yield f"{self.words.said(alert.subject)}{where}", {"comment": said}
        if lacking := [each.initiative_key for each in self.report.initiatives if each.decision is Decision.INVALID]:
            said = f"{listed(lacking, 5)} took no part; Gaps_And_Alerts says what each lacks."
            yield "Incomplete candidates", {"figure": len(lacking), "comment": said}


def _certainty(report: PortfolioReport) -> str:
    if report.solution_status is SolutionStatus.OPTIMAL:
        if report.proof is Proof.NUMERICAL:
            return f"It is the best {NUMERICALLY}; that is not proven."
        return "No better plan is possible; that is proven exactly." if report.proof is Proof.EXACT else ""
    return f"A better plan may be possible: {shortfall_of_proof(report)}."


def _measured(figure: Decimal, limit: Decimal | None) -> dict[str, Writable]:
    return {"figure": figure, "limit": limit, "share": None if limit is None else _share(figure, limit)}


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return to_decimal(Fraction(part) / Fraction(whole), _SHARE_DIGITS) if whole else None


def _fullness(usage: UsageReport) -> Fraction:
    return Fraction(usage.used) / Fraction(usage.limit) if usage.limit else Fraction(1)


def _tokens(found: Iterable[InitiativeReport]) -> Decimal:
    with exact_arithmetic():
        return sum((each.tokens for each in found), ZERO)
