from datetime import datetime

from tests.persistence.records import LATER


class FixedClock:
    """Always the same moment."""

    def now(self) -> datetime:
        return LATER


CLOCK = FixedClock()
