"""A push: reads the tabs, compares, writes what differs; and says what is pending where that has to wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from domain.errors import Fault
from domain.rules.wording import listed
from domain.sheet_jobs.planning_workbook import PushReport
from sheets.errors import WorkbookChangedError, WorkbookInUseError, WorkbookUnavailableError
from sheets.keys import is_without_key
from sheets.memory import Memory, Seen, read_seen, seen_text
from sheets.update import TabPlan, TabUpdate, apply_updates
from sheets.workbook import Grid, Workbook, read_present

ATTEMPTS = 3
_MOST_NAMED = 5


def push_updates(
    workbook: Workbook,
    tabs: Sequence[str],
    updates: Callable[[Mapping[str, Grid]], Sequence[TabUpdate]],
    memory: Memory,
    read: Mapping[str, Seen] | None = None,
    grids: Mapping[str, Grid] | None = None,
    later: Collection[str] = (),
) -> PushReport:
    """Make the tabs say what ``updates`` finds that they are to say, given their cells; nothing differs: no write.

    The tabs are read right before they are written, so that the cells and keys compared are those of now. grids: what
    was read only moments ago; then keys and headers alone are looked at again. read: what else is to be remembered, of
    cells of people that were read. later: tabs that may be missing. A file that is open elsewhere and a service that
    does not answer leave everything pending. Raises ``WorkbookError`` for what people have to mend first.
    """
    wanted: Sequence[TabUpdate] = ()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            known, grids = grids, None
            current = known or (read_present(workbook, tabs, later) if tabs else {})
            before = memory.recall(workbook.identity, tabs) if tabs else {}
            seen = {tab: read_seen(text) for tab, text in before.items()}
            wanted = [replace(update, seen=seen.get(update.tab.name, {})) for update in updates(current)]

            def remember(
                plans: Sequence[TabPlan],
                wanted: Sequence[TabUpdate] = wanted,
                before: Mapping[str, str] = before,
            ) -> None:
                now = {update.tab.name: plan.seen for update, plan in zip(wanted, plans, strict=True)}
                _remember(workbook, memory, before, _joined(now, read or {}))

            report = apply_updates(workbook, wanted, current, look_again=known is not None, remember=remember)
        except WorkbookChangedError as error:
            if attempt == ATTEMPTS:
                return PushReport(pending=_pending(wanted, str(error)))
        except (WorkbookInUseError, WorkbookUnavailableError) as error:
            return PushReport(pending=_pending(wanted, str(error)) or (Fault(workbook.name, f"pending: {error}"),))
        else:
            absent = tuple(
                Fault(f"{tab} ({', '.join(key)})", "the row is gone, so that its answer has no place")
                for tab, key in report.absent
                if not is_without_key(key)
            )
            return PushReport(report.cells, (*report.findings, *absent))
    raise AssertionError("unreachable")


def _joined(written: Mapping[str, Seen], read: Mapping[str, Seen]) -> dict[str, Seen]:
    joined = {tab: {key: dict(cells) for key, cells in seen.items()} for tab, seen in written.items()}
    for tab, seen in read.items():
        for key, cells in seen.items():
            joined.setdefault(tab, {}).setdefault(key, {}).update(cells)
    return joined


def _remember(workbook: Workbook, memory: Memory, before: Mapping[str, str], now: Mapping[str, Seen]) -> None:
    """Keep what has changed in the memory."""
    texts = {tab: seen_text(seen) for tab, seen in now.items()}
    if changed := {tab: text for tab, text in texts.items() if text != before.get(tab)}:
        memory.remember(workbook.identity, changed)


def _pending(updates: Sequence[TabUpdate], reason: str) -> tuple[Fault, ...]:
    """One note for each tab, with the rows that wait."""
    found = []
    for update in updates:
        keys = [", ".join(part for part in key if part) for key in update.rows if not is_without_key(key)]
        rows = "1 row is" if len(update.rows) == 1 else f"{len(update.rows)} rows are"
        if update.rows:
            found.append(Fault(update.tab.name, f"{rows} pending ({listed(keys, _MOST_NAMED)}): {reason}"))
    return tuple(found)
