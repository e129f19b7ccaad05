"""One thing to know about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.portfolio.figures import Severity

THE_RUN = "run"


@dataclass(frozen=True, slots=True)
class Alert:
    """One finding to act on.

    market: None for all. subject: the KPI or the id of the rule. target, achieved, gap: in the unit of the KPI, or in
    tokens.
    """

    market: str | None
    subject: str
    severity: Severity
    notes: str
    target: Decimal | None = None
    achieved: Decimal | None = None
    gap: Decimal | None = None
    recommendation: str = ""
