"""Named shapes of response curves: what they count exactly, the points that stand for them, and how far these are off.

Everything is computed in decimals whose functions round correctly, so that points are the same on every machine. ``**``
does not: powers are ``exp(exponent x ln)``. Widths between points are 1, 2 or 5 times a power of ten, which makes every
slope a decimal that ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from domain.lean import dataclass
from domain.numbers import ONE, ZERO
from domain.problem.kpis.curves import Curve
from domain.problem.totals import CurvePoint, ResponseCurve, Shape

PRECISION = 60
"""Digits of all that is computed on the way; what is kept of it has fewer by far."""
CELLS = 400
"""Into so many parts a shape is cut to see where it bends most."""
FINEST = 2_000
"""No segment is shorter than about this part of the whole."""
STRETCH = Decimal("1.25")
"""A segment may be so much longer than one with its share of the error."""
HALVINGS = 25
"""To so many halvings of a segment it is known where a chord is most off, and to twice as many how much."""
ROUGH = Context(prec=20)
"""For where something is; what it is there takes all digits."""

BOUNDED = frozenset({Shape.SATURATING, Shape.HILL, Shape.LOGISTIC})
Function = Callable[[Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The points of a shape. distance: nowhere from 0 to its end do shape and curve differ by more."""

    points: tuple[CurvePoint, ...]
    distance: Decimal


@lru_cache(maxsize=256)
def drawn(curve: ResponseCurve) -> Drawing:
    """The points that stand for the shape of a curve, from (0, 0) on; those that are given with it, if any."""
    assert curve.shape is not None and curve.up_to is not None
    with localcontext(Context(prec=PRECISION)):
        formula = _Formula(curve)
        points = list(curve.points) or _draw(formula, curve)
        distance = max(_distance(formula, *chord) for chord in pairwise(_within(points, curve.up_to)))
        return Drawing(tuple(points), distance.normalize(Context(prec=8, rounding=ROUND_UP)))


def _within(points: Sequence[CurvePoint], end: Decimal) -> list[CurvePoint]:
    """The curve from 0 to the end of its shape: what lies between, and both ends, wherever the points begin and end."""
    line = Curve(points)
    raws = [ZERO, *(point.raw for point in points if ZERO < point.raw < end), end]
    counted = [line.counted(Fraction(raw)) for raw in raws]
    return [CurvePoint(raw, Decimal(y.numerator) / y.denominator) for raw, y in zip(raws, counted, strict=True)]


def _draw(formula: _Formula, curve: ResponseCurve) -> list[CurvePoint]:
    assert curve.up_to is not None
    places = list(_breakpoints(formula, curve.up_to, curve.segments))
    unit = ONE.scaleb(-curve.decimals)
    points = [CurvePoint(raw, formula.value(raw).quantize(unit, ROUND_HALF_EVEN)) for raw in places]
    if curve.shape in BOUNDED:  # a last segment without slope keeps it flat beyond
        last = points[-1]
        points.append(CurvePoint(last.raw + places[-1] - places[-2], last.counted))
    return points


def value_at(curve: ResponseCurve, raw: Decimal) -> Decimal:
    """What the smooth shape itself counts, to about 50 digits."""
    with localcontext(Context(prec=PRECISION)):
        return _Formula(curve).value(raw)


class _Formula:
    """Value and derivative of a shape, in the precision of the context. bends: where the derivative turns."""

    def __init__(self, curve: ResponseCurve) -> None:
        def given(name: str) -> Decimal:
            number = getattr(curve, name)
            assert isinstance(number, Decimal)
            return number

        self.bends: tuple[Decimal, ...] = ()
        match curve.shape:
            case Shape.SATURATING:
                limit, half = given("limit"), given("half_at")
                rate = Decimal(2).ln() / half
                self.value: Function = lambda s: limit * (1 - (-s * rate).exp())
                self.derivative: Function = lambda s: limit * rate * (-s * rate).exp()
            case Shape.LOGARITHMIC:
                scale, at = given("scale"), given("at")
                self.value = lambda s: scale * (1 + s / at).ln()
                self.derivative = lambda s: scale / (at + s)
            case Shape.POWER:
                scale, at, exponent = given("scale"), given("at"), given("exponent")
                self.value = lambda s: scale * _power(s / at, exponent)
                self.derivative = lambda s: scale * exponent / at * _power(s / at, exponent - 1)
            case Shape.HILL:
                limit, half, slope = given("limit"), given("half_at"), given("slope")
                self.value = lambda s: limit * _share(s / half, slope)
                self.derivative = lambda s: _hill_derivative(limit, half, slope, s)
                if slope > 1:
                    self.bends = (half * _power((slope - 1) / (slope + 1), 1 / slope),)
            case _:
                limit, mid, width = given("limit"), given("mid"), given("width")
                start = _logistic(-mid / width)
                self.value = lambda s: limit * (_logistic((s - mid) / width) - start)
                self.derivative = lambda s: (
                    limit / width * _logistic((s - mid) / width) * (1 - _logistic((s - mid) / width))
                )
                self.bends = (mid,)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base:
        return ONE if not exponent else ZERO if exponent > 0 else Decimal("Infinity")
    return (exponent * base.ln()).exp()


def _share(base: Decimal, slope: Decimal) -> Decimal:
    power = _power(base, slope)
    return power / (1 + power)


def _hill_derivative(limit: Decimal, half: Decimal, slope: Decimal, s: Decimal) -> Decimal:
    share = _share(s / half, slope)
    return limit * slope / half * _power(s / half, slope - 1) * (1 - share) * (1 - share)


def _logistic(x: Decimal) -> Decimal:
    return 1 / (1 + (-x).exp())


def _breakpoints(formula: _Formula, up_to: Decimal, segments: int) -> Iterator[Decimal]:
    """Places at which straight lines between them are about equally wrong, their widths snapped."""
    place = ZERO
    yield place
    with localcontext(ROUGH):
        ends = _equal_error(formula, up_to, segments)
    for target in ends:
        width = _snapped(max(target - place, up_to / FINEST), STRETCH)
        if target > place and place + width < up_to:
            place += width
            yield place
    while place < up_to:
        place += _snapped(up_to - place)
        yield place


def _equal_error(formula: _Formula, up_to: Decimal, segments: int) -> list[Decimal]:
    """Ends of segments with equal shares of the integral of sqrt(|second derivative|), but for the last."""
    ends = []
    grid = [up_to * k / CELLS for k in range(CELLS + 1)]
    slopes = [formula.derivative(place if k else place + up_to / CELLS / 16) for k, place in enumerate(grid)]
    loads = [((b - a).copy_abs() * up_to / CELLS).sqrt() for a, b in pairwise(slopes)]
    whole, passed, at = sum(loads, ZERO), ZERO, 0
    for k in range(1, segments):
        wanted = whole * k / segments
        while at < CELLS - 1 and passed + loads[at] < wanted:
            passed += loads[at]
            at += 1
        share = (wanted - passed) / loads[at] if loads[at] else ONE
        ends.append(grid[at] + share * (grid[at + 1] - grid[at]))
    return ends


def _snapped(width: Decimal, most: Decimal = ONE) -> Decimal:
    """1, 2 or 5 times a power of ten: the largest that is no more than so many times a width."""
    room = width * most
    power = ONE.scaleb(room.adjusted())
    return max(step for step in (power, 2 * power, 5 * power) if step <= room)


def _distance(formula: _Formula, first: CurvePoint, second: CurvePoint) -> Decimal:
    """The largest difference of shape and chord between two points: at an end, or where the slopes are equal."""
    slope = (second.counted - first.counted) / (second.raw - first.raw)

    def off(raw: Decimal) -> Decimal:
        return (formula.value(raw) - first.counted - slope * (raw - first.raw)).copy_abs()

    found = max(off(first.raw), off(second.raw))
    inside = [bend for bend in formula.bends if first.raw < bend < second.raw]
    for low, high in pairwise([first.raw, *inside, second.raw]):
        # Between bends the derivative rises or falls all along, so that it is equal to the slope once at most.
        with localcontext(ROUGH):
            falling = formula.derivative(low) > formula.derivative(high)
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                if (formula.derivative(middle) > slope) == falling:
                    low = middle
                else:
                    high = middle
        found = max(found, off(low), off(high))
    return found
