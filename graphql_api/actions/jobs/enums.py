"""The closed sets of jobs."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from domain.sheet_jobs import catalogue
from domain.sheet_jobs.options import Strictness
from graphql_api.enums import enum_of


def _job(name: str) -> object:
    return strawberry.enum_value(name, description=catalogue.SUMMARIES[name])


@strawberry.enum(description="What a job does.")
class JobName(Enum):
    """What a job does."""

    PM_SAVE_SELECTED = _job(catalogue.SAVE_SELECTED)
    PM_OPTIMIZE_RUN_SELECTED_CANDIDATES = _job(catalogue.RUN_SELECTED)
    PM_OPTIMIZE_RUN_ALL_CANDIDATES = _job(catalogue.RUN_ALL)
    PM_OPTIMIZE_SAVE_CONSTRAINTS = _job(catalogue.SAVE_CONSTRAINTS)
    PM_OPTIMIZE_WRITE_RESULTS = _job(catalogue.WRITE_RESULTS)
    PM_OPTIMIZE_PUBLISH_PORTFOLIO_TO_ROADMAP_SHEET = _job(catalogue.PUBLISH)


GraduationStrictness: Any = enum_of(Strictness, "GraduationStrictness")
