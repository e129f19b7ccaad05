"""Whether a problem knows an initiative, which one may have been meant, and whether it can be chosen at all."""

from __future__ import annotations

from difflib import get_close_matches

from domain.problem.candidates import CandidatePool
from domain.problem.problem import PortfolioProblem


def why_unknown(problem: PortfolioProblem, key: str) -> str | None:
    """Why a key names no initiative of a problem, with the most similar key; None where it names one."""
    known = {initiative.initiative_key: None for initiative in problem.initiatives}
    if key in known or key in problem.delivered:
        return None
    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(each.casefold(), each)
    close = get_close_matches(key.casefold(), folded, n=1)
    meant = f"; did you mean {folded[close[0]]}?" if close else ""
    return f"there is no initiative {key!r} in this problem{meant}"


def why_no_candidate(pool: CandidatePool, key: str) -> str:
    """Why an initiative that is no candidate cannot be chosen, in a sentence."""
    if key in pool.invalid:
        return f"{key} is no valid candidate: {'; '.join(pool.invalid[key])}"
    if key in pool.delivered:
        return f"{key} is delivered already and cannot be chosen"
    return f"there is no initiative {key!r} in this problem"
