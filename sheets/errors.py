"""What can go wrong with a spreadsheet.

OptimizationEngineError
├── InputError
│   └── WorkbookError              root of what a person can mend in the spreadsheet or around it
│       ├── WorkbookMissingError   there is no such spreadsheet, or it may not be opened
│       ├── TabsMissingError       tabs are missing; setup makes them
│       ├── WorkbookFaultsError    cells that cannot be used; carries every fault with its cell
│       ├── WorkbookInUseError     somebody has the file open; nothing was written
│       ├── WorkbookChangedError   it was changed while it was being written; nothing was written
│       └── WorkbookFormatError    the file is no spreadsheet that can be read
└── WorkbookUnavailableError       the service does not answer, or refuses for now; may_have_written says which
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from domain.errors import Fault, InputError, OptimizationEngineError


class WorkbookError(InputError):
    """Root of what a person can mend in the spreadsheet or around it."""


class WorkbookMissingError(WorkbookError):
    """There is no such spreadsheet, or it may not be opened."""


class WorkbookFormatError(WorkbookError):
    """The file is no spreadsheet that can be read."""


class WorkbookInUseError(WorkbookError):
    """Somebody has the file open; nothing was written."""


class WorkbookChangedError(WorkbookError):
    """The spreadsheet was changed by somebody else while it was being written; nothing was written."""


class TabsMissingError(WorkbookError):
    """Tabs are missing; ``tabs`` names them, ``called`` those that are there under nearly the same name."""

    def __init__(self, workbook: str, tabs: Sequence[str], called: Mapping[str, str] | None = None) -> None:
        self.tabs = tuple(tabs)
        self.called = dict(called or {})
        some = "tab" if len(self.tabs) == 1 else "tabs"
        told = "".join(f"; rename the tab {name!r} to {tab}" for tab, name in self.called.items())
        rest = f"; the setup of the spreadsheet makes {'the others' if self.called else 'them'}"
        rest = "" if len(self.called) == len(self.tabs) else rest
        super().__init__(f"{workbook} lacks the {some} {', '.join(self.tabs)}{told}{rest}")


def missing_tabs(workbook: str, wanted: Iterable[str], present: Collection[str]) -> TabsMissingError | None:
    """The error for the tabs that are not among those present; None where all are.

    Programs tell no two tabs apart by capitals, so that a second one could not even be made beside the first.
    """
    missing = [tab for tab in wanted if tab not in present]
    plain = {_plain(name): name for name in present}
    called = {tab: plain[_plain(tab)] for tab in missing if _plain(tab) in plain}
    return TabsMissingError(workbook, missing, called) if missing else None


def _plain(name: str) -> str:
    return "_".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").split())


class WorkbookFaultsError(WorkbookError):
    """Cells that cannot be used; ``faults`` holds every one, in the order of tabs and rows."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class WorkbookUnavailableError(OptimizationEngineError):
    """The service does not answer or refuses for now. may_have_written: whether the write may have come through."""

    def __init__(self, message: str, *, may_have_written: bool = False) -> None:
        self.may_have_written = may_have_written
        super().__init__(message)
