from __future__ import annotations

from domain.analyses.many_roadmaps.comparison import Roadmap, compare_roadmaps
from domain.portfolio.report import InitiativeReport
from pictures.matrix import draw_comparison
from tests.pictures.results import chosen, problem, report, texts


def roadmap(name: str, *items: InitiativeReport) -> Roadmap:
    return Roadmap(name, name, problem(keys=("A", "B", "C")), report(items))


def test_cells_say_when_and_rows_how_often() -> None:
    both = compare_roadmaps(
        [
            roadmap("one", chosen("A", "2026-Q1", 1), chosen("B", "2026-Q2", 1)),
            roadmap("two", chosen("A", "2026-Q2", 1)),
        ]
    )
    picture = draw_comparison(both)
    found = texts(picture)
    assert {"one", "two", "2 of 2", "1 of 2", "in no roadmap: 1 initiative"} <= set(found)
    assert sorted(text for text in found if text.startswith("2026")) == ["2026-Q1", "2026-Q2", "2026-Q2"]
    assert "1 initiative in every one: A." in picture.description
    assert "B in 1: one." in picture.description


def test_roadmaps_without_anything_are_a_picture_too() -> None:
    assert "No roadmap holds anything." in texts(draw_comparison(compare_roadmaps([roadmap("one"), roadmap("two")])))
