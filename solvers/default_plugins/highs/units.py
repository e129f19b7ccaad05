"""The units in which HiGHS counts a model, so that integers beyond its tolerances come within them.

HiGHS works with absolute tolerances of 1e-6 and finer. A row whose terms reach 2**45 is computed less precisely
than that, so HiGHS refuses points that hold, calls models infeasible that are not, or never ends. Dividing a row,
the objective or a continuous column by a power of two changes no digit of any number and brings it back into the
range that HiGHS is made for. What does not reach far keeps its unit: there, scaling would only change the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.lean import dataclass
from solvers.api import Model
from solvers.stages.precision import largest_coefficient, magnitude, widest_column

OBJECTIVE_FAR = 40
ROW_FAR = 30
COLUMN_FAR = 26
"""Bits up to which objectives, rows and continuous columns are left as they are."""
DOUBTFUL_COLUMN = 2**26
DOUBTFUL_ROW = 2**36
"""Bounds of columns and coefficients of rows up to which one look is believed.

Measured on thousands of small models with shortfall columns, many coefficients almost equal: beyond, presolve
sometimes leaves out the best points, with no rounding to blame; without presolve, the last digits are wrong instead.
Up to here there was no wrong answer."""
OBJECTIVE_BITS = ROW_BITS = 30
COLUMN_BITS = 22
"""Bits to which those beyond are brought."""


@dataclass(frozen=True, slots=True)
class Units:
    """How many integers of the model one unit of HiGHS stands for: of the objective, each column and each row.

    Arrays of columns and rows; None where every number is left as it is.
    """

    objective: float
    columns: Any
    rows: Any

    @property
    def coarse(self) -> bool:
        """Whether some column is counted in more than ones, so that its last digits have to be found again."""
        return self.columns is not None and bool((self.columns > 1).any())

    def in_units(self, point: Sequence[int]) -> list[float]:
        """A point of the model as HiGHS counts it."""
        return list(map(float, point)) if self.columns is None else list(point / self.columns)

    def in_integers(self, point: Any) -> Any:
        """A point of HiGHS in integers of the model, before they are rounded."""
        return point if self.columns is None else point * self.columns


ONES = Units(1.0, None, None)


def is_coarse(model: Model) -> bool:
    """Whether a continuous column reaches so far that it is counted in more than ones."""
    return any(
        free and max(abs(low), abs(high)).bit_length() > COLUMN_FAR
        for free, low, high in zip(model.implied, model.lower, model.upper, strict=False)
    )


def reaches_far(model: Model, relaxed: bool) -> bool:
    """Whether anything is counted in more than ones; what ``units_of`` would say, told without arrays."""
    if (relaxed and is_coarse(model)) or magnitude(model.objective, model).bit_length() > OBJECTIVE_FAR:
        return True
    return any(magnitude(model.row(row), model).bit_length() > ROW_FAR for row in range(model.num_rows))


def units_of(model: Model, relaxed: bool, fewer: int = 0) -> Units:
    """The units for one call. relaxed: the implied columns are continuous; those of integers must stay one.

    fewer: how many bits less than usual are left to what reaches far, so that another look is rounded otherwise.
    """
    import numpy as np

    reach = np.maximum(np.abs(np.array(model.lower, dtype=float)), np.abs(np.array(model.upper, dtype=float)))
    continuous = np.frombuffer(model.implied or bytes(model.num_columns), dtype=np.uint8) != 0
    columns = np.where(continuous & relaxed, _units(reach, COLUMN_FAR, COLUMN_BITS - fewer), 1.0)
    entries: Any = np.repeat(np.arange(model.num_rows), np.diff(np.array(model.starts, dtype=np.int64)))
    terms = np.abs(np.array(model.coefs, dtype=float)) * reach[np.array(model.columns, dtype=np.int64)]
    spread = np.bincount(entries, terms, model.num_rows)
    far = magnitude(model.objective, model).bit_length()
    objective = 2.0 ** (far - OBJECTIVE_BITS + fewer) if far > OBJECTIVE_FAR else 1.0
    return Units(objective, columns, _units(spread, ROW_FAR, ROW_BITS - fewer))


def doubtful(model: Model) -> bool:
    """Whether the numbers are so large that an answer counts only if a second look gives the same."""
    return widest_column(range(model.num_columns), model) > DOUBTFUL_COLUMN or largest_coefficient(model) > DOUBTFUL_ROW


def _units(reach: Any, far: int, bits: int) -> Any:
    import numpy as np

    exponents = np.frexp(reach)[1]
    return np.where(exponents > far, np.exp2(exponents - bits), 1.0)
