"""Planning computations are exact or say where a limit cut them; a gap or a tolerance would blur what they prove."""

from __future__ import annotations

from domain.analyses.session.session import PlanningSession
from domain.errors import ParameterError


def refuse_inexact(session: PlanningSession) -> None:
    """Raise ``ParameterError`` for a session whose parameters allow a gap or a stage tolerance."""
    if session.parameters.gap:
        raise ParameterError("this computation is exact; leave the gap at 0 and give a time limit instead")
    if session.parameters.stage_tolerances:
        raise ParameterError("this computation holds every stage exactly; leave the stage tolerances away")
