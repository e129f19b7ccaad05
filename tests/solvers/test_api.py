from __future__ import annotations

import pytest

from solvers import api


def test_all_that_is_promised_is_there() -> None:
    assert all(getattr(api, name) is not None for name in api.__all__)


def test_what_is_not_promised_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Pool'"):
        _ = api.Pool
