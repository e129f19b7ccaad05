"""The most tokens with which an initiative is in some best portfolio, all else as it is: one optimisation, proven.

The initiative is forced in and its tokens become a column to be maximised, while the portfolio has to be as good as the
best one without it, stage after stage. So nothing has to be monotone, as it is not where there are floors: an
initiative may fit with more tokens although it does not with those of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from domain.analyses.pricing.free_tokens import FreeTokens, free_tokens
from domain.analyses.pricing.price_results import TokensNeeded
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow
from domain.errors import VerificationError
from domain.integer_model.model import NO_UPPER, Model, Plan, Sense, Stage, StageRole
from domain.numbers import to_decimal
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.sizing import Size
from domain.problem.totals import TOKENS


def tokens_needed(session: PlanningSession, key: str, base: Answer, without: Answer) -> tuple[TokensNeeded, ...]:
    """For each size of a candidate, the most tokens with which a portfolio that has it in it is a best one.

    base: the best portfolio; without: the best one without the candidate, where it is in the base.
    """
    return tuple(
        _needed(session, key, size, _rival(session, key, size, base, without))
        for size in session.prepared.pool.sizes[key]
        if size.tokens is not None
    )


def _rival(session: PlanningSession, key: str, size: Size, base: Answer, without: Answer) -> Answer | None:
    """The best portfolio without the candidate in this size; None where it is not proven."""
    assert base.solution is not None
    taken = base.solution.choices.get(key)
    if taken is None or taken.size is not size:
        rival = base
    elif len(session.prepared.pool.sizes[key]) == 1:
        rival = without
    else:
        options = session.prepared.formulation.options
        own = {column: (0, 0) for column in session.columns_of(key) if options[column].size is size}
        rival = session.ask(stages=session.objective_stages, bounds=own)
    return rival if rival.proven else None


def _needed(session: PlanningSession, key: str, size: Size, rival: Answer | None) -> TokensNeeded:
    assert size.tokens is not None
    unknown = TokensNeeded(size.scope, size.tokens, None, False)
    by_tokens = any(ratio.denominator == TOKENS for ratio in session.prepared.rules.ratios)
    if rival is None or by_tokens or any(stage.rounding for stage in session.objective_stages):
        return unknown
    free = free_tokens(session, key, size)
    limits = {column: free.limit_of(column) for column in free.own}
    unlimited = [(column, free.enough) for column, limit in limits.items() if limit is None]
    limited = [(column, limit) for column, limit in limits.items() if limit is not None and limit >= 0]
    beyond = _Search(session, free, size, rival)
    if unlimited and beyond.most(unlimited) is not None:
        return TokensNeeded(size.scope, size.tokens, None, True, unlimited=True)
    found = beyond.most(limited) if limited else None
    return (
        TokensNeeded(size.scope, size.tokens, None if found is None else to_decimal(found), True)
        if beyond.proven
        else unknown
    )


class _Search:
    """Finds the most tokens with which a portfolio is as good as a rival. proven: nothing was left open."""

    def __init__(self, session: PlanningSession, free: FreeTokens, size: Size, rival: Answer) -> None:
        self._session, self._free, self._size, self._rival = session, free, size, rival
        self.proven = True

    def most(self, columns: Sequence[tuple[int, Decimal]]) -> Fraction | None:
        """The most tokens in some columns, each with its upper end; None where no number does."""
        best: Fraction | None = None
        for rows in _as_good(self._free.session.objective_stages, self._rival):
            if self._session.is_over:
                self.proven = False
                return None
            model, tokens = self._free.model(columns, rows)
            stage = Stage("tokens", Sense.MAXIMIZE, StageRole.OBJECTIVE, tokens, 1 / self._free.unit)
            found = self._solved(model, stage)
            if found is not None and (best is None or found > best):
                best = found
        return best if self.proven else None

    def _solved(self, model: Model, stage: Stage) -> Fraction | None:
        session = self._session
        result = session.solve(Plan(model, (stage,)))
        if not result.is_proof:
            self.proven = False
        if not self.proven or result.values is None:
            return None
        tokens = stage.in_unit(stage.form.value(result.values))
        self._check(result.values, tokens)
        return tokens

    def _check(self, values: Sequence[int], tokens: Fraction) -> None:
        """Verify the portfolio with this number of tokens. Raises ``VerificationError`` where it breaks a rule."""
        prepared, key = self._session.prepared, self._free.key
        changed = replace(self._size, tokens=to_decimal(tokens))
        solution = prepared.formulation.decode(values)
        choices = {**solution.choices, key: replace(solution.choices[key], size=changed)}
        solution = replace(solution, choices=choices)
        pool = replace(prepared.pool, sizes={**prepared.pool.sizes, key: (changed,)})
        judged = JudgedPortfolio(replace(prepared.ruled, pool=pool), solution)
        faults = [str(violation) for violation in judged.violations]
        exact = judged.stage_values
        for figure in (each for each in self._rival.stages if each.role is StageRole.OBJECTIVE):
            value = exact[figure.name]
            if value != figure.exact:
                if (value < figure.exact) == (figure.sense is Sense.MAXIMIZE):
                    faults.append(f"{figure.name} is {value} and not {figure.exact}")
                break
        if faults:
            raise VerificationError(faults)


def _as_good(stages: Sequence[Stage], rival: Answer) -> list[list[ExtraRow]]:
    """The ways to be as good in the order of the stages: equal up to one that is better, or equal in all."""
    if rival.solution is None:
        return [[]]
    ways: list[list[ExtraRow]] = []
    held: list[ExtraRow] = []
    for stage in stages:
        value = rival.reached(stage)
        if stage is not stages[-1]:
            ways.append([*held, (f"hold:{stage.name}", stage.form, value + 1, NO_UPPER)])
        held.append((f"hold:{stage.name}", stage.form, value, NO_UPPER))
    return [*ways, held]
