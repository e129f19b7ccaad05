"""The rows of the tab Changes: what is planned otherwise than in the plan before and in the baseline."""

from __future__ import annotations

from collections.abc import Mapping

from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.changes import ChangeKind, PlanChange, changes_of
from domain.sheet_jobs.planning_workbook import RunNews
from sheets.layout.summary import CHANGES
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.stale import stale_keys

Compared = Mapping[str, tuple[PlanChange, ...]]
_ALONE = PlanChange("plan", ChangeKind.NONE, "", "", "there is no earlier plan of this scenario to compare with")
_SAME = PlanChange("plan", ChangeKind.NONE, "", "", "nothing has changed")


def compared(news: RunNews, report: PortfolioReport) -> Compared:
    """The changes since each earlier plan, by what that is called."""
    return {earlier.name: changes_of(earlier, news.problem, report) for earlier in news.earlier}


def changes_update(changes: Compared, grid: Grid) -> TabUpdate:
    """All changes; those of an earlier run are cleared."""
    rows: dict[RowKey, Mapping[str, Writable]] = {}
    for name, found in (changes or {"plan before": (_ALONE,)}).items():
        for change in found or (_SAME,):
            subject, number = change.subject, 1
            while (name, subject) in rows:
                number += 1
                subject = f"{change.subject} ({number})"
            rows[name, subject] = {
                "title": change.title or None,
                "change": change.kind.value,
                "before": change.before or None,
                "after": change.after or None,
                "tokens": change.tokens,
                "why": change.why or None,
            }
    stale = stale_keys(CHANGES, grid, rows, ("change",))
    return TabUpdate(CHANGES, rows, adds_rows=True, stale=stale, keeps_order=True)


def changes_sentence(found: tuple[PlanChange, ...]) -> str:
    """How many initiatives are planned otherwise than in an earlier plan, and how its value has changed."""
    said = []
    for kind in (ChangeKind.ENTERED, ChangeKind.LEFT, ChangeKind.MOVED, ChangeKind.RESIZED):
        if keys := [change.subject for change in found if change.kind is kind]:
            said.append(f"{len(keys)} {kind.value} ({', '.join(keys[:3])}{', …' if len(keys) > 3 else ''})")
    if not said and any(change.kind is ChangeKind.EDITED for change in found):
        said.append("inputs were edited, and the plan stayed")
    totals = [change for change in found if change.kind is ChangeKind.TOTAL]
    said += [f"{total.subject} from {total.before} to {total.after}" for total in totals]
    return "; ".join(said) or "nothing"
