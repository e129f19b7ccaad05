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

from collections.abc import Sequence

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
    """Tabs are missing; ``tabs`` names them."""

    def __init__(self, workbook: str, tabs: Sequence[str]) -> None:
        self.tabs = tuple(tabs)
        some = "tab" if len(self.tabs) == 1 else "tabs"
        super().__init__(f"{workbook} lacks the {some} {', '.join(self.tabs)}; the setup of the spreadsheet makes them")


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
