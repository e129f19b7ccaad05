"""What leaves one answer only: the stages ``key`` among equal selections, ``early`` and an order among placements.

The weights of ``key`` are fixed (problem/canonical.py). ``early`` comes after all of them and never changes what is
selected, so a problem may be selected first and placed afterwards. What ``early`` leaves open is settled in an order:
the largest initiative as early as possible, then the next one. That takes questions whether something fits instead of
sums to be made least, which no solver proves in time where periods are full.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import Option
from domain.formulation.scaling import scale_form
from domain.integer_model.model import LinearForm, Places, Sense, Stage, StageRole
from domain.numbers import ZERO
from domain.problem.canonical import EARLY, digest_of, key_stage, weights


def canonical_stages(frame: FormulationContext) -> list[Stage]:
    """Canonical stages in order; that of the placement only where there are several periods."""
    columns = tuple(range(len(frame.options)))
    known: dict[tuple[str, str], tuple[int, ...]] = {}
    digits = []
    for option in frame.options:
        pair = _pair(option)
        if pair not in known:
            known[pair] = weights(*pair, len(columns) // frame.num_periods)
        digits.append(known[pair])
    forms = [LinearForm(columns, tuple(-digit for digit in place)) for place in zip(*digits, strict=True)]
    stages = [_least(key_stage(place), form) for place, form in enumerate(forms)]
    if frame.num_periods > 1 and columns:
        late = {c: _tokens(o) * o.period for c, o in enumerate(frame.options) if o.period and _tokens(o)}
        stages.append(_early(late))
    return stages


def places_of(frame: FormulationContext) -> Places | None:
    """Choice (an initiative in a size) and period of each option; None where there is only one period."""
    if frame.num_periods == 1:
        return None
    choices, firsts = array("q"), list[Option]()
    for columns in frame.columns_of.values():  # period by period, the sizes of each in the same order
        sizes = len(columns) // frame.num_periods
        choices.extend(len(firsts) + place % sizes for place in range(len(columns)))
        firsts += [frame.options[column] for column in columns[:sizes]]
    order: tuple[int, ...] = ()
    if frame.problem.scenario.canonical:
        order = tuple(sorted(range(len(firsts)), key=lambda choice: _rank(firsts[choice])))
    return Places(choices, array("q", (option.period for option in frame.options)), order)


def _rank(option: Option) -> tuple[Decimal, bytes]:
    return -_tokens(option), digest_of(*_pair(option))


def _pair(option: Option) -> tuple[str, str]:
    return option.initiative_key, option.size.scope.value


def _tokens(option: Option) -> Decimal:
    return option.size.tokens if option.size.tokens is not None else ZERO


def _early(terms: Mapping[int, Decimal]) -> Stage:
    """Stage that minimises tokens x period number, counted from 0."""
    scaled = scale_form(list(terms.values()))
    return _least(EARLY, LinearForm(tuple(terms), tuple(-coef for coef in scaled.coefs)), scaled.scale)


def _least(name: str, form: LinearForm, scale: Fraction = Fraction(1)) -> Stage:
    return Stage(name, Sense.MINIMIZE, StageRole.CANONICAL, form, scale)
