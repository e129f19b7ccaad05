"""The solver-neutral integer model: all that a backend ever sees of a problem.

Bounded integer columns, rows and objectives with integer coefficients, an opaque tag per row. Every
objective is maximised. A plan is an ordered list of objectives (stages) over one model.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from operator import mul

from domain.lean import dataclass, field, replace

NO_LOWER = -(2**62)
NO_UPPER = 2**62
EXACT_LIMIT = 2**50
"""How far a row may reach before it is written in digits: with room to where floating point ends (2^53)."""


@dataclass(frozen=True, slots=True)
class LinearForm:
    """``sum(coefs[k] * x[columns[k]])`` with integer coefficients; each column at most once."""

    columns: Sequence[int] = ()
    coefs: Sequence[int] = ()

    def value(self, values: Sequence[int]) -> int:
        """Exact value at a point."""
        return sum(c * values[j] for j, c in zip(self.columns, self.coefs, strict=True))


@dataclass(frozen=True, slots=True)
class Places:
    """What the columns of a model choose, and when: so that choosing and placing can be told apart.

    choices: per column, the number of what it chooses (an initiative in a size), or -1 for a column that chooses
    nothing. periods: per column, the index of the period that it chooses it for, or -1. Two columns of one choice
    differ in their period only, and a row of the model lets at most one of them be 1. Columns beyond the end choose
    nothing. order: the choices in the order in which each is placed as early as possible, where all stages leave
    several placements; empty where any of them will do. select_first: whether a solver chooses without periods first,
    which is quicker where there are many, and slower where the whole model is small; the answer is the same.
    """

    choices: Sequence[int]
    periods: Sequence[int]
    order: Sequence[int] = ()
    select_first: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """What a column stands for: a sum of products of choices, which the rows of the model say in linear terms.

    Its full value is ``sum(amount * one of leader * one of partner)`` over all partners: a choice counts as one where
    one of its columns is 1, and rows of the model let at most one of them be 1. rises: rows without a tag keep the
    column from exceeding its full value, at all integer points; falls: from staying below it. Whatever a plan asks of
    the column pulls only towards the sides that rows guard.

    A solver that knows products may take this in place of the rows that say it (``solvers.pairs.rows`` finds
    them), and one that does not may ignore it. Points keep all columns, with the value of the products in this one.
    """

    column: int
    leader: tuple[int, ...]
    partners: tuple[tuple[tuple[int, ...], int], ...]
    rises: bool = True
    falls: bool = False

    def full_value(self, values: Sequence[int]) -> int:
        """Value of the products at a point."""
        if not any(values[column] for column in self.leader):
            return 0
        return sum(amount for columns, amount in self.partners if any(values[column] for column in columns))


class BendKind(StrEnum):
    """A smooth function of t, 0 or more.

    exponential: 1 - e^-t.
    logarithm: ln(1 + t).
    power: t^p.
    hill: t^p / (1 + t^p).
    logistic: 1 / (1 + e^(q - t)) - 1 / (1 + e^q).
    """

    EXPONENTIAL = "exponential"
    LOGARITHM = "logarithm"
    POWER = "power"
    HILL = "hill"
    LOGISTIC = "logistic"


@dataclass(frozen=True, slots=True)
class Bend:
    """A column that follows a smooth function: ``gain x column + start = height x function(unit x form)``.

    shape: p or q of the function; 0 where it has none. most: what ``unit x form`` reaches at most; it never falls
    below 0. All of it is floating point, and so is whatever is found with it.
    """

    column: int
    gain: float
    start: float
    height: float
    kind: BendKind
    shape: float
    form: LinearForm
    unit: float
    most: float

    def at(self, t: float) -> float:
        """The function itself; ``height`` apart."""
        match self.kind:
            case BendKind.EXPONENTIAL:
                return -math.expm1(-t)
            case BendKind.LOGARITHM:
                return math.log1p(t)
            case BendKind.POWER:
                return float(t**self.shape)
            case BendKind.HILL:
                return 1 - 1 / (1 + float(t**self.shape))
            case _:
                return 1 / (1 + math.exp(self.shape - t)) - 1 / (1 + math.exp(self.shape))


@dataclass(frozen=True, slots=True)
class Model:
    """One integer program: maximise ``objective`` over bounded integer columns and two-sided rows.

    Rows are stored one after the other (compressed sparse rows): row ``r`` has the entries
    ``starts[r]:starts[r + 1]`` of ``columns`` and ``coefs``. A row may be empty. ``row_lower`` is
    ``NO_LOWER`` and ``row_upper`` ``NO_UPPER`` where there is no such side.

    implied: one byte a column; 1 says that the column takes an integer value by itself in some optimum
        once all others are integer, so a backend may treat it as continuous and round it.
    hint: a known point (not necessarily feasible) to start from, or None.
    places: what its columns choose in which period, where there are several periods; else None.
    products: the columns that stand for products of choices, where these are dense; else none are told.
    packing: whether it only asks where each of some choices may lie. Then a search tells more than a relaxation: where
        rows are nearly full, their sums say little.
    bends: columns that follow smooth functions, which few backends take (``Capabilities.bends``); nothing found with
        them is exact, so no plan has any unless the smooth form is what is asked for.
    """

    lower: Sequence[int]
    upper: Sequence[int]
    starts: Sequence[int] = field(default_factory=lambda: array("q", [0]))
    columns: Sequence[int] = field(default_factory=lambda: array("q"))
    coefs: Sequence[int] = field(default_factory=lambda: array("q"))
    row_lower: Sequence[int] = field(default_factory=lambda: array("q"))
    row_upper: Sequence[int] = field(default_factory=lambda: array("q"))
    tags: Sequence[str] = ()
    implied: bytes = b""
    objective: LinearForm = LinearForm()
    hint: Sequence[int] | None = None
    places: Places | None = None
    products: tuple[Product, ...] = ()
    packing: bool = False
    bends: tuple[Bend, ...] = ()

    @property
    def num_columns(self) -> int:
        """How many columns there are."""
        return len(self.lower)

    @property
    def num_rows(self) -> int:
        """How many rows there are."""
        return len(self.row_lower)

    def row(self, index: int) -> LinearForm:
        """The linear form of one row."""
        span = slice(self.starts[index], self.starts[index + 1])
        return LinearForm(self.columns[span], self.coefs[span])

    def violated_rows(self, values: Sequence[int]) -> list[int]:
        """The rows that a point breaks, in exact integer arithmetic."""
        broken = []
        for index, (lower, upper) in enumerate(zip(self.row_lower, self.row_upper, strict=True)):
            span = slice(self.starts[index], self.starts[index + 1])
            total = sum(map(mul, self.coefs[span], map(values.__getitem__, self.columns[span])))
            if not lower <= total <= upper:
                broken.append(index)
        return broken

    def admits(self, values: Sequence[int]) -> bool:
        """Whether a point lies within all bounds and rows, in exact integer arithmetic."""
        return (
            len(values) == self.num_columns
            and all(lo <= v <= up for lo, v, up in zip(self.lower, values, self.upper, strict=True))
            and not self.violated_rows(values)
        )

    def with_objective(self, objective: LinearForm, hint: Sequence[int] | None = None) -> Model:
        """The same rows under another objective."""
        return replace(self, objective=objective, hint=hint)


class StageRole(StrEnum):
    """What a stage of the objective decides.

    objective: what the portfolio is worth.
    tie_break: which one of equal portfolios it is.
    canonical: which one it is of those that nothing else tells apart.
    """

    OBJECTIVE = "objective"
    TIE_BREAK = "tie_break"
    CANONICAL = "canonical"


class Sense(StrEnum):
    """In which direction a stage of the objective is better.

    maximize: more is better.
    minimize: less is better.
    """

    MAXIMIZE = "maximize"
    MINIMIZE = "minimize"


@dataclass(frozen=True, slots=True)
class Stage:
    """One objective of the ordered list (docs/meaning.md, section 4).

    ``form`` is in the model's integers and always maximised, so a stage that minimises has it negated.
    Its value in the problem's own unit is ``(form.value(x)) / scale``, negated again for a minimised one.
    abs_tol, rel_tol: how far (own unit; share of the value) later stages may fall behind.
    rounding: how far (own unit) a value of the form may be from the exact one; zero where nothing was rounded.
    """

    name: str
    sense: Sense
    role: StageRole
    form: LinearForm
    scale: Fraction = Fraction(1)
    abs_tol: Fraction = Fraction(0)
    rel_tol: Fraction = Fraction(0)
    rounding: Fraction = Fraction(0)

    def in_unit(self, integer_value: int) -> Fraction:
        """Convert an integer value or bound of the form to the unit and direction that people read."""
        value = Fraction(integer_value) / self.scale
        return -value if self.sense is Sense.MINIMIZE else value


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be solved: a model and its stages in order. With no stage, any feasible point will do."""

    model: Model
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far later stages may fall behind a stage's value: absolute in its own unit, relative as a share of it."""

    absolute: Fraction = Fraction(0)
    relative: Fraction = Fraction(0)


class Effort(StrEnum):
    """How much work an answer is worth, counted in the work of the solver and not by the clock.

    docs/meaning.md says more.
    quick: the best found within about 2 s, and how far from the best possible it may be.
    normal: a full proof if it comes soon, else it stops within 0.1 % of the best possible, or after about a minute of
    work with the gap that is left.
    proof: a full proof, however long it takes, within the time limit.
    """

    QUICK = "quick"
    NORMAL = "normal"
    PROOF = "proof"


OptionValue = bool | int | float | str


@dataclass(frozen=True, slots=True)
class SolveParameters:
    """How to solve, in terms that every backend understands.

    time_limit: wall-clock seconds for all stages together; None is no limit. A run that it cuts short is
        not reproducible.
    deterministic_limit: work for all stages together in the backend's own unit (see its capabilities); a
        run that it cuts short is reproducible.
    gap: relative optimality gap at which a stage may stop; zero is a full proof.
    threads: None is the backend's deterministic default.
    memory_limit_mb: of the solver process; None is no limit.
    effort: how much deterministic work is put in before a gap is accepted; None is a full proof.
    tie_break_work: the deterministic limit is for the stages that decide the value; all others together get as much
        work as those took, and so much at least. None: the limit is for all stages together.
    stage_tolerances: by stage name; the wider of the two counts. None given means a stage is held exactly.
    options: the backend's own parameters by name, checked against what it knows.
    """

    time_limit: float | None = None
    deterministic_limit: float | None = None
    gap: float = 0.0
    seed: int = 0
    threads: int | None = None
    memory_limit_mb: int | None = None
    effort: Effort | None = None
    tie_break_work: float | None = None
    stage_tolerances: Mapping[str, Tolerance] = field(default_factory=dict)
    options: Mapping[str, OptionValue] = field(default_factory=dict)
