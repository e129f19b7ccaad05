from __future__ import annotations

from pictures.capacity import MOST_ROWS, draw_capacity
from pictures.style import VERMILION
from tests.pictures.results import colours, problem, report, texts, usage


def test_each_limit_has_its_figures_beside_its_bar() -> None:
    limits = [
        usage("capacity:global@2026-Q1", 120, 120),
        usage("capacity:team:mobile@2026-Q2", "7.5", 18),
        usage("floor:market:FR", 14, 12, floor=True),
        usage("cap:category:Infra", 0, 44),
    ]
    picture = draw_capacity(problem(), report(limits=limits))
    found = texts(picture)
    assert {"all tokens, 2026-Q1", "120 of 120", "nothing to spare"} <= set(found)
    assert {"team mobile, 2026-Q2", "7.5 of 18", "10.5 left"} <= set(found)
    assert {"market FR", "14, needs 12", "2 above"} <= set(found)
    assert {"category Infra", "0 of 44", "44 left"} <= set(found)
    assert "Nothing to spare: all tokens, 2026-Q1." in picture.description


def test_only_what_is_used_up_is_in_the_colour_of_alarm() -> None:
    assert VERMILION.lower() not in colours(draw_capacity(problem(), report(limits=[usage("capacity:global", 3, 4)])))
    assert VERMILION.lower() in colours(draw_capacity(problem(), report(limits=[usage("capacity:global", 4, 4)])))


def test_a_limit_of_zero_is_drawn_as_used_up() -> None:
    assert "0 of 0" in texts(draw_capacity(problem(), report(limits=[usage("capacity:global", 0, 0)])))


def test_of_many_limits_the_scarcest_are_drawn_and_the_others_counted() -> None:
    limits = [usage(f"cap:program:P{number}", number, 200) for number in range(MOST_ROWS + 7)]
    found = texts(draw_capacity(problem(), report(limits=limits)))
    assert f"program P{MOST_ROWS + 6}" in found
    assert "program P6" not in found
    assert "and 7 limits with more left" in found


def test_without_limits_it_says_so() -> None:
    assert "There is no limit on tokens." in texts(draw_capacity(problem(), report()))
