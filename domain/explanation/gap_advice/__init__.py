"""What people should know about an answer beyond the portfolio: gaps, alerts, and what would help, from the data.

Pure and exact: no solver is asked. Every exchange that is proposed was put together by simple rules and then checked
against every rule of the problem, so that what is said of it is true, though a better one may exist.
"""

from __future__ import annotations

from domain.explanation.gap_advice.advice import alerts_of, failure_alert
from domain.explanation.gap_advice.alert import THE_RUN, Alert
from domain.explanation.gap_advice.context import PortfolioContext
from domain.explanation.gap_advice.data import says_something_of
from domain.explanation.gap_advice.exchange import Exchange
from domain.explanation.gap_advice.targets import TargetAdvice, advise

__all__ = [
    "THE_RUN",
    "Alert",
    "Exchange",
    "PortfolioContext",
    "TargetAdvice",
    "advise",
    "alerts_of",
    "failure_alert",
    "says_something_of",
]
