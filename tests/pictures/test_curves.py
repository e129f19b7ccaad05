from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from domain.portfolio.figures import CurveReport
from domain.problem.totals import CurvePoint
from pictures.curves import MOST_CURVES, draw_curves
from pictures.style import VERMILION
from tests.pictures.results import colours, problem, report, texts

POINTS = tuple(CurvePoint(Decimal(raw), Decimal(counted)) for raw, counted in ((0, 0), (40, 40), (80, 60)))


def curve(key: str = "gmv", market: str | None = "UK", raw: int = 120) -> CurveReport:
    return CurveReport(f"curve:{key}", key, market, Decimal(raw), Decimal(80), Decimal("0.5"), None, POINTS)


def test_each_curve_has_a_panel_with_the_portfolio_on_it() -> None:
    picture = draw_curves(problem(), replace(report(), curves=(curve(), curve("nps", None))))
    assert {"gmv, UK", "nps", "120 count for 80, the next 1 for 0.5"} <= set(texts(picture))
    assert VERMILION.lower() in colours(picture)
    assert "gmv, UK: 120 count for 80, the next 1 for 0.5." in picture.description


def test_axes_have_few_figures_and_write_them_out() -> None:
    points = tuple(CurvePoint(Decimal(raw), Decimal(raw) / 2) for raw in (0, 3_000_000))
    written = texts(draw_curves(problem(), replace(report(), curves=(replace(curve(), points=points),))))
    assert "1,000,000" in written
    assert not any("e6" in text for text in written)


def test_many_curves_are_counted_and_none_is_said() -> None:
    many = tuple(curve(f"k{number}") for number in range(MOST_CURVES + 3))
    assert "and 3 curves more" in texts(draw_curves(problem(), replace(report(), curves=many)))
    assert "There is no response curve." in texts(draw_curves(problem(), report()))
