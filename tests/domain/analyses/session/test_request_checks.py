from __future__ import annotations

import pytest

from domain.analyses.session.request_checks import why_unknown
from tests.domain.builders import d, initiative, problem

QUESTION = problem(initiative("USA-02", 5, 90), initiative("UK-07", 4, 50), capacity_total_tokens=d(9))


@pytest.mark.parametrize(
    ("key", "meant"),
    [("usa-02", "; did you mean USA-02?"), ("uk-7", "; did you mean UK-07?"), ("moon", "")],
)
def test_an_unknown_key_gets_the_nearest_one_whatever_its_case(key: str, meant: str) -> None:
    assert why_unknown(QUESTION, key) == f"there is no initiative {key!r} in this problem{meant}"


def test_a_known_key_is_not_refused() -> None:
    assert why_unknown(QUESTION, "UK-07") is None
