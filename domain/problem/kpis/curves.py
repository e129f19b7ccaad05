"""What a raw KPI total counts for: a curve is its points, straight between them and on beyond the outer ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from domain.problem.totals import CurvePoint


class Curve:
    """A curve through points, at least two, whose first numbers rise strictly; exact everywhere."""

    def __init__(self, points: Sequence[CurvePoint]) -> None:
        self._raw = [Fraction(point.raw) for point in points]
        self._counted = [Fraction(point.counted) for point in points]
        steps = zip(pairwise(self._raw), pairwise(self._counted), strict=True)
        self.slopes = [(y2 - y1) / (x2 - x1) for (x1, x2), (y1, y2) in steps]

    def counted(self, raw: Fraction) -> Fraction:
        """What a raw total counts for."""
        at = self._segment(raw)
        return self._counted[at] + self.slopes[at] * (raw - self._raw[at])

    def slope(self, raw: Fraction) -> Fraction:
        """What one more of the raw total would count for; at a point of the curve, on the segment behind it."""
        return self.slopes[self._segment(raw)]

    def between(self, least: Fraction, most: Fraction) -> list[Fraction]:
        """The raw totals of the points inside an interval."""
        return [raw for raw in self._raw if least < raw < most]

    def _segment(self, raw: Fraction) -> int:
        return min(max(bisect_right(self._raw, raw) - 1, 0), len(self.slopes) - 1)


@lru_cache(256)
def curve_through(points: tuple[CurvePoint, ...]) -> Curve:
    """The curve through points, read once for all portfolios that are judged by it."""
    return Curve(points)
