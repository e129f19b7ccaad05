"""A draft: all that is changed of the problem of a session, in the grammar of edits."""

from __future__ import annotations

from dataclasses import dataclass

from domain.analyses.what_if.whatif import edited_problems
from domain.edits.edits import Edit
from domain.errors import InputError
from domain.problem.problem import PortfolioProblem

MOST_EDITS = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """Changes against the problem as it was opened, all of them every time.

    edits: in their order. force_in, force_out: keys of initiatives that have to be in, or out; the same as the edits
    ``mandatory:KEY`` and ``forced_out:KEY`` after all others.
    """

    edits: tuple[Edit, ...] = ()
    force_in: tuple[str, ...] = ()
    force_out: tuple[str, ...] = ()

    @property
    def all_edits(self) -> tuple[Edit, ...]:
        """All of it as edits, as `optengine whatif` takes them."""
        forced = (("mandatory", self.force_in), ("forced_out", self.force_out))
        return (*self.edits, *(Edit(f"{rule}:{key}") for rule, keys in forced for key in keys))


def drafted(problem: PortfolioProblem, draft: Draft) -> PortfolioProblem:
    """The problem with a draft applied. Raises ``InputError`` for the first edit that is not possible."""
    both = sorted(set(draft.force_in) & set(draft.force_out))
    if both:
        raise InputError(f"{both[0]} is to be forced in and out at the same time; take it from one of the two")
    edits = draft.all_edits
    if len(edits) > MOST_EDITS:
        raise InputError(f"a draft has {MOST_EDITS} edits at most, not {len(edits)}; keep it, and go on from there")
    edited = edited_problems(problem, edits)
    return edited[-1].problem if edited else problem
