from __future__ import annotations

from dataclasses import is_dataclass

import pytest

from cli.wiring.runs import known_actions
from domain.analyses.catalogue import ANALYSES, Analysis


@pytest.mark.parametrize("name", known_actions().names)
def test_every_action_has_what_carries_it_out(name: str) -> None:
    assert callable(known_actions().get(name).load())


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda each: each.name)
def test_every_analysis_is_where_the_catalogue_says(analysis: Analysis) -> None:
    assert callable(analysis.compute)
    assert is_dataclass(analysis.request)
    assert is_dataclass(analysis.result)
    assert f"plan.{analysis.name}" in known_actions().names
