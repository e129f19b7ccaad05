from collections.abc import Iterator

import pytest

from solvers.pool import SolverPool


@pytest.fixture(scope="package")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running
