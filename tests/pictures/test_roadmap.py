from __future__ import annotations

from domain.portfolio.report import Decision
from domain.problem.sizing import Scope
from pictures.roadmap import MOST_ROWS, OTHERS, draw_roadmap
from tests.pictures.results import chosen, colours, problem, report, texts


def test_every_period_lists_what_is_done_in_it_with_tokens_and_size() -> None:
    items = [
        chosen("A", "2026-Q1", 12, "Search $x$ <b>"),
        chosen("B", "2026-Q2", "2.5", "A title that is much too long for one line", scope=Scope.MVP),
        chosen("C", "2026-Q2", 4, decision=Decision.FORCED_IN),
    ]
    picture = draw_roadmap(problem(), report(items))
    found = texts(picture)
    assert {"A  Search $x$ <b>", "12", "2.5  MVP", "4  mandatory"} <= set(found)
    assert "B  A title that is much too long…" in found
    assert {"2026-Q1", "1 initiative, 12 tokens", "2026-Q2", "2 initiatives, 6.5 tokens"} <= set(found)
    assert "2026-Q2: 2 initiatives, 6.5 tokens: B (2.5), C (4)." in picture.description


def test_departments_beyond_the_colours_share_one() -> None:
    few = draw_roadmap(problem(), report([chosen(f"I{n}", "2026-Q1", n + 1, department=f"D{n}") for n in range(6)]))
    many = draw_roadmap(problem(), report([chosen(f"I{n}", "2026-Q1", n + 1, department=f"D{n}") for n in range(9)]))
    assert OTHERS not in colours(few)
    assert {"D0", "D5"} <= set(texts(few))
    assert OTHERS in colours(many)
    assert "others" in texts(many)


def test_of_a_long_list_the_largest_are_named_and_the_rest_counted() -> None:
    items = [chosen(f"I{number:03}", "2026-Q1", number) for number in range(1, MOST_ROWS + 4)]
    found = texts(draw_roadmap(problem(), report(items)))
    assert f"I{MOST_ROWS + 3:03}" in found
    assert "and 3 smaller initiatives with 6 tokens" in found


def test_an_empty_portfolio_has_empty_periods() -> None:
    assert texts(draw_roadmap(problem(), report())).count("0 initiatives, 0 tokens") == 2
