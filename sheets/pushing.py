"""A push: reads the tabs, compares, writes what differs; and says what is pending where that has to wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from domain.errors import Fault
from domain.planning_workbook import PushReport
from domain.wording import listed
from sheets.errors import WorkbookChangedError, WorkbookInUseError, WorkbookUnavailableError
from sheets.keys import is_without_key
from sheets.update import TabUpdate, apply_updates
from sheets.workbook import Grid, Workbook

ATTEMPTS = 3
_MOST_NAMED = 5


def push_updates(
    workbook: Workbook, tabs: Sequence[str], updates: Callable[[Mapping[str, Grid]], Sequence[TabUpdate]]
) -> PushReport:
    """Make the tabs say what ``updates`` finds that they are to say, given their cells; nothing differs: no write.

    The tabs are read right before they are written, so that the cells and keys compared are those of now. A file that
    is open elsewhere and a service that does not answer leave everything pending. Raises ``WorkbookError`` for what
    people have to mend first.
    """
    wanted: Sequence[TabUpdate] = ()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            grids = workbook.read(tabs) if tabs else {}
            wanted = updates(grids)
            report = apply_updates(workbook, wanted, grids, look_again=False)
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


def _pending(updates: Sequence[TabUpdate], reason: str) -> tuple[Fault, ...]:
    """One note for each tab, with the rows that wait."""
    found = []
    for update in updates:
        keys = [", ".join(part for part in key if part) for key in update.rows if not is_without_key(key)]
        rows = "1 row is" if len(update.rows) == 1 else f"{len(update.rows)} rows are"
        if update.rows:
            found.append(Fault(update.tab.name, f"{rows} pending ({listed(keys, _MOST_NAMED)}): {reason}"))
    return tuple(found)
