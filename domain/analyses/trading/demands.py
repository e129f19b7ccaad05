"""Initiatives that are to be in, or to be out: the requirements of trades, as rows with a sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.analyses.session.request_checks import why_unknown
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import ExtraRow
from domain.errors import InputError
from domain.integer_model.model import NO_UPPER, LinearForm


@dataclass(frozen=True, slots=True)
class Demands:
    """rows: what is demanded of the model; texts: by tag, what each says; notes: demands that are met anyway."""

    rows: tuple[ExtraRow, ...]
    texts: dict[str, str]
    notes: tuple[str, ...]


def read_demands(session: PlanningSession, force_in: Sequence[str], force_out: Sequence[str]) -> Demands:
    """The demands as rows. Raises ``InputError`` for an unknown key, or one that is to be in and out.

    An initiative that is no valid candidate cannot be in: its row has no point, and says why.
    """
    for key in (*force_in, *force_out):
        check_known(session, key)
    both = [key for key in force_in if key in force_out]
    if both:
        raise InputError(f"{', '.join(both)} cannot be forced in and out at once; name each once")
    rows: list[ExtraRow] = []
    texts: dict[str, str] = {}
    notes: list[str] = []
    for key in dict.fromkeys(force_in):
        tag = f"forced_in:{key}"
        if key in session.prepared.pool.delivered:
            notes.append(f"{key} is delivered already, so it is in anyway")
        elif session.columns_of(key):
            rows.append(session.forced_in(key))
            texts[tag] = f"{key} is to be in"
        else:
            rows.append((tag, LinearForm(), 1, NO_UPPER))
            texts[tag] = f"{key} is to be in, but {session.why_no_candidate(key)}"
    for key in dict.fromkeys(force_out):
        if session.columns_of(key):
            rows.append(session.forced_out(key))
            texts[f"forced_out:{key}"] = f"{key} is to be out"
        else:
            notes.append(f"{session.why_no_candidate(key)}, so it is out anyway")
    return Demands(tuple(rows), texts, tuple(notes))


def check_known(session: PlanningSession, key: str) -> None:
    """Raise ``InputError`` for an unknown key."""
    reason = why_unknown(session.problem, key)
    if reason is not None:
        raise InputError(reason)
