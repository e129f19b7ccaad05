"""The form of a problem file: what is true of its objects beside what their fields may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from math import log10
from typing import Any

from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor, Overhead, Pin, SynergyBonus, Target
from domain.problem.initiative import Initiative
from domain.problem.periods import misplaced_periods, parse_period
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from domain.problem.sizing import is_score
from domain.problem.totals import PARAMETERS, TOKENS, CurvePoint, KpiFormula, Ratio, ResponseCurve, Shape
from domain.records.codecs import Codec, Form, list_of
from domain.records.faults import Faults, Place, quoted
from domain.rules.wording import quantity
from persistence.problem_files.values import LEAVES


def _horizon(periods: Codec) -> Codec:
    def read(value: Any, at: Place, faults: Faults) -> Any:
        keys = periods.read(value, at, faults)
        if keys == ():
            return faults.add(at, "needs at least one period; leave it out to plan scenario.period_key alone")
        placed = [(index, parse_period(key)) for index, key in enumerate(keys or ()) if key is not None]
        for position, message in misplaced_periods([period for _, period in placed]):
            faults.add((at, placed[position][0]), message)
        return keys

    return Codec(read, periods.write)


def _read_pair(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is list and len(value) != 2:
        return faults.add(at, f"expected two initiative keys, got {len(value)}")
    pair = _KEYS.read(value, at, faults)
    if pair and pair[0] is not None and pair[0] == pair[1]:
        return faults.add(at, f"{quoted(pair[0])} cannot exclude itself")
    return pair


def _read_point(value: Any, at: Place, faults: Faults) -> Any:
    if isinstance(value, list | tuple) and len(value) != 2:
        return faults.add(at, f"expected a raw and a counted total, got {quantity(len(value), 'value')}")
    pair = _NUMBERS.read(value, at, faults)
    return None if pair is None or None in pair else CurvePoint(*pair)


def _read_points(value: Any, at: Place, faults: Faults) -> Any:
    points = _POINTS.read(value, at, faults)
    if points is None:
        return None
    if not 2 <= len(points) <= MOST_POINTS:
        return faults.add(at, f"expected 2 to {MOST_POINTS} points, got {len(points)}")
    for index, (first, second) in enumerate(pairwise(points), start=1):
        if first is not None and second is not None and second.raw <= first.raw:
            text = f"the first numbers of points have to rise, and {second.raw:f} comes after {first.raw:f}"
            faults.add((at, index), text)
    return points


def _write_point(point: CurvePoint) -> Any:
    return _NUMBERS.write((point.raw, point.counted))


def _curves(listed: Codec) -> Codec:
    def read(value: Any, at: Place, faults: Faults) -> Any:
        curves = listed.read(value, at, faults)
        keys: dict[Any, int] = {}
        scopes: dict[Any, int] = {}
        for index, curve in enumerate(curves or ()):
            if curve is None:
                continue
            if curve.curve_key is not None and (earlier := keys.setdefault(curve.curve_key, index)) != index:
                text = f"{quoted(curve.curve_key)} is already the key of response_curves[{earlier}]"
                faults.add(((at, index), "curve_key"), text)
            if curve.kpi_key is None:
                continue
            earlier = scopes.setdefault((curve.kpi_key, curve.market), index)
            if earlier != index:
                where = "of all markets" if curve.market is None else f"of market {curve.market}"
                faults.add((at, index), f"{curve.kpi_key} {where} already has the curve response_curves[{earlier}]")
        return curves

    return Codec(read, listed.write)


def _by_key(name: str, field: str) -> Callable[[Codec], Codec]:
    """A list of which no two objects have the same key. name: of the list; field: of the key."""

    def codec(listed: Codec) -> Codec:
        def read(value: Any, at: Place, faults: Faults) -> Any:
            found = listed.read(value, at, faults)
            keys: dict[Any, int] = {}
            for index, each in enumerate(found or ()):
                key = None if each is None else getattr(each, field)
                if key is not None and (earlier := keys.setdefault(key, index)) != index:
                    faults.add(((at, index), field), f"{quoted(key)} is already the key of {name}[{earlier}]")
            return found

        return Codec(read, listed.write)

    return codec


def _check_ratio(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    if value.get("numerator") == TOKENS:
        faults.add((at, "numerator"), "is a KPI or score; tokens are a denominator")


def _check_key(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    """The dimension global has no key, every other one has."""
    dimension, key = value.get("dimension"), value.get("key")
    if not isinstance(dimension, str):
        return
    if dimension == Dimension.GLOBAL and key is not None:
        faults.add((at, "key"), "must be left out, since the dimension is global")
    elif dimension in frozenset(Dimension) and dimension != Dimension.GLOBAL and key is None:
        faults.add((at, "key"), f"is required for the dimension {dimension}")


def _check_pin(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    if value.get("period_key") is None and value.get("scope") is None:
        faults.add(at, "names neither period_key nor scope, so it pins nothing; give one of them or both")


def _check_bonus(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    if value.get("bonus") is None and not value.get("bonus_by_count"):
        faults.add((at, "bonus"), "is required where no bonus_by_count is given")
    elif value.get("bonus") is not None and value.get("bonus_by_count"):
        faults.add(at, "gives both bonus and bonus_by_count; give one of them")


def _check_overhead(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    """That it counts something, and takes nothing where nothing is selected."""
    dimension, listed = value.get("dimension"), value.get("initiative_keys")
    if dimension is None and not listed:
        faults.add(at, "counts nothing; give a dimension and its key, or initiative_keys")
    elif dimension is not None and listed:
        faults.add((at, "initiative_keys"), "must be left out, since a dimension says what is counted")
    elif dimension is None and value.get("key") is not None:
        faults.add((at, "key"), "belongs to a dimension, and none is given")
    _check_key(value, at, faults)
    if dimension == Dimension.TEAM and value.get("team") is not None:
        faults.add((at, "team"), "must be left out, since the dimension is team and its key says which")
    figures = value.get("tokens_by_count")
    if not isinstance(figures, list | tuple):
        return
    if not 2 <= len(figures) <= MOST_POINTS:
        text = f"expected what none, one and so on take, 2 to {MOST_POINTS} figures, got {len(figures)}"
        faults.add((at, "tokens_by_count"), text)
    for place, figure in enumerate(figures):
        if type(figure) is Decimal and figure < 0:
            faults.add(((at, "tokens_by_count"), place), f"has to be 0 or more, got {figure:f}")
        elif place == 0 and type(figure) is Decimal and figure:
            text = f"is what none of them take, so it has to be 0, got {figure:f}"
            faults.add(((at, "tokens_by_count"), 0), text)


def _check_formula(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    kpi_key, factors = value.get("kpi_key"), value.get("multiply")
    if isinstance(kpi_key, str) and is_score(kpi_key):
        faults.add((at, "kpi_key"), "a score is no KPI total, so it has no formula")
    if not isinstance(factors, list | tuple):
        return
    if len(factors) != 2:
        faults.add((at, "multiply"), f"expected two factors, got {len(factors)}")
    for place, factor in enumerate(factors):
        named = factor.get("kpi_key") if isinstance(factor, Mapping) else None
        if isinstance(named, str) and is_score(named):
            faults.add((((at, "multiply"), place), "kpi_key"), "a score is no KPI total, so it is no factor")


def _formulas(listed: Codec) -> Codec:
    keyed = _by_key("kpi_formulas", "kpi_key")(listed)

    def read(value: Any, at: Place, faults: Faults) -> Any:
        formulas = keyed.read(value, at, faults)
        sound = [(index, formula) for index, formula in enumerate(formulas or ()) if formula is not None]
        first = {formula.kpi_key: index for index, formula in reversed(sound)}
        for index, formula in sound:
            for place, factor in enumerate(formula.multiply or ()):
                if factor is not None and factor.kpi_key is not None and factor.kpi_key in first:
                    text = f"{quoted(factor.kpi_key)} has the formula kpi_formulas[{first[factor.kpi_key]}] itself"
                    faults.add(((((at, index), "multiply"), place), "kpi_key"), text)
        return formulas

    return Codec(read, keyed.write)


def _check_curve(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    kpi_key = value.get("kpi_key")
    if isinstance(kpi_key, str) and is_score(kpi_key):
        faults.add((at, "kpi_key"), "a score is no KPI total, so it has no curve")
    shape, given = value.get("shape"), {name for name in _SHAPING if value.get(name) is not None}
    if shape is None:
        if not value.get("points"):
            faults.add((at, "points"), "is required where no shape is given")
        for name in sorted(given):
            faults.add((at, name), "belongs to a shape, and none is given")
        if value.get("smooth"):
            faults.add((at, "smooth"), "is the form of a shape, and none is given")
    elif isinstance(shape, str) and shape in PARAMETERS:
        needed = ("up_to", *PARAMETERS[Shape(shape)])
        for name in needed:
            number = value.get(name)
            if number is None:
                faults.add((at, name), f"is required for the shape {shape}")
            elif name in _POSITIVE and type(number) is Decimal and number <= 0:
                faults.add((at, name), f"has to be above 0, got {number:f}")
        for name in sorted(given.difference(needed)):
            faults.add((at, name), f"does not belong to the shape {shape}, which has {', '.join(needed)}")
        _check_size(value, at, faults)


def _check_size(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    """That a shape can be drawn: a segment at least, and neither too steep nor too far."""
    if value.get("segments") == 0:
        faults.add((at, "segments"), "has to be 1 at least")
    decimals = value.get("decimals")
    if isinstance(decimals, int | Decimal) and MOST_DECIMALS < decimals <= 100:
        faults.add((at, "decimals"), f"has to be {MOST_DECIMALS} at most, got {decimals}")
    parts = [value.get(name) for name in ("up_to", "mid", "width", "half_at", "at")]
    numbers = [abs(number) for number in parts if type(number) is Decimal and number]
    if numbers and max(numbers) > min(numbers) * MOST_APART:
        faults.add(
            at,
            f"its figures are too far apart: up_to, mid, width, half_at and at have to lie within {MOST_APART} times",
        )
    for name in ("slope", "exponent"):
        number = value.get(name)
        if type(number) is Decimal and number > MOST_STEEP:
            faults.add((at, name), f"is too steep: {MOST_STEEP} at most")
    power = [value.get(name) for name in ("scale", "up_to", "at", "exponent")]
    scale, end, unit, exponent = (float(abs(number)) if type(number) is Decimal else 0.0 for number in power)
    if min(scale, end, unit, exponent) > 0 and log10(scale) + exponent * log10(end / unit) > MOST_DIGITS:
        faults.add((at, "scale"), f"reaches more than {MOST_DIGITS} digits before the point at up_to")


MOST_APART, MOST_STEEP, MOST_DIGITS = 10_000, 20, 15
MOST_DECIMALS = 20
"""With these and what numbers have before the point, figures of a shape lie within the digits that it is drawn with."""
_SHAPING = ("up_to", *dict.fromkeys(name for names in PARAMETERS.values() for name in names))
_POSITIVE = frozenset({"up_to", "half_at", "at", "exponent", "slope", "width"})
MOST_POINTS = 500
"""Of one curve: far more than anybody measures."""
_NUMBERS = list_of(LEAVES[Decimal])
_POINTS = list_of(Codec(_read_point, _write_point))
_KEYS = list_of(LEAVES["key"])
FORM = Form(
    leaves=LEAVES,
    special={
        (Scenario, "horizon"): _horizon,
        (ConstraintSet, "exclusions"): lambda _: list_of(Codec(_read_pair, list)),
        (ConstraintSet, "response_curves"): _curves,
        (ConstraintSet, "ratios"): _by_key("ratios", "ratio_key"),
        (ConstraintSet, "overheads"): _by_key("overheads", "overhead_key"),
        (ConstraintSet, "kpi_formulas"): _formulas,
        (ResponseCurve, "points"): lambda _: Codec(_read_points, _POINTS.write),
        (PortfolioProblem, "initiatives"): _by_key("initiatives", "initiative_key"),
    },
    checks={
        Floor: _check_key,
        Cap: _check_key,
        KpiFormula: _check_formula,
        Overhead: _check_overhead,
        Pin: _check_pin,
        Ratio: _check_ratio,
        ResponseCurve: _check_curve,
        SynergyBonus: _check_bonus,
    },
    # The hash of stored inputs rests on the order of the text, so the order stays whatever becomes of the classes.
    leading={
        Scenario: ("name", "period_key", "horizon"),
        Floor: ("dimension", "key"),
        Cap: ("dimension", "key"),
        Overhead: ("overhead_key", "dimension", "key", "initiative_keys"),
        Target: ("market",),
    },
)
PROBLEM = FORM.of(PortfolioProblem)
SCENARIO = FORM.of(Scenario)
CONSTRAINT_SET = FORM.of(ConstraintSet)
INITIATIVE = FORM.of(Initiative)
