"""What is wrong with a request before anything is computed, each fault with its place in the request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from domain.errors import Fault, InputError
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


def unknown_keys(problem: PortfolioProblem, name: str, keys: Sequence[str]) -> Iterator[Fault]:
    """The keys of a list that name no initiative of the problem."""
    for at, key in enumerate(keys):
        reason = why_unknown(problem, key)
        if reason is not None:
            yield Fault(f"{name}[{at}]", reason)


def too_small(least: int, **counts: int | None) -> Iterator[Fault]:
    """The counts below what they have to be at least."""
    for name, count in counts.items():
        if count is not None and count < least:
            yield Fault(name, f"is {count}; give {least} or more")


def refused(place: str, check: Callable[[], object]) -> Iterator[Fault]:
    """The fault of a part of the request that the computation itself would refuse."""
    try:
        check()
    except InputError as error:
        yield Fault(place, str(error))
