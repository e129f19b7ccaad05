"""A problem in which the tokens of one candidate, in one of its sizes, are columns of the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import gcd

from domain.analyses.session.changed_rules import under_rules
from domain.analyses.session.counts import with_count
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import ExtraRow
from domain.formulation.scaling import decimals_of
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model
from domain.problem.constraints import Dimension
from domain.problem.sizing import Size, bears
from domain.rules.rules import TokenFamily, TokenRule


@dataclass(frozen=True, slots=True)
class FreeTokens:
    """The rules that count a candidate's tokens, apart from the rest of a problem.

    session: on the problem without those rules. own: the columns that select the candidate in the size. unit: so many
    tokens that every sum and every limit of those rules is a whole number of them.
    """

    session: PlanningSession
    key: str
    rules: tuple[TokenRule, ...]
    own: tuple[int, ...]
    unit: Fraction

    def limit_of(self, column: int) -> Decimal | None:
        """Most tokens that the tightest rule allows where a column is chosen; None where no rule limits them."""
        limits = [rule.limit for rule in self._on(column) if rule.family is not TokenFamily.FLOOR]
        return min(limits, default=None)

    @property
    def enough(self) -> Decimal:
        """Tokens that meet every floor alone."""
        floors = [rule.limit for rule in self.rules if rule.family is TokenFamily.FLOOR]
        return max([*floors, Decimal(0)])

    def model(self, most: Sequence[tuple[int, Decimal]], extra: Sequence[ExtraRow]) -> tuple[Model, LinearForm]:
        """The candidate in one of some columns, and its tokens in units as a form; most: the most tokens in each."""
        model, free = self.session.model, dict[int, LinearForm]()
        rows = list(extra)
        for column, tokens in most:
            upper = int(Fraction(tokens) / self.unit)
            model, count = with_count(model, upper, by_itself=False)
            free[column] = count
            rows.append(("", LinearForm((column, *count.columns), (-upper, *count.coefs)), NO_LOWER, 0))
        rows += [self._row(rule, free) for rule in self.rules]
        rows.append((f"forced_in:{self.key}", LinearForm(tuple(free), (1,) * len(free)), 1, 1))
        others = [column for column in self.session.columns_of(self.key) if column not in free]
        if others:
            rows.append(("", LinearForm(tuple(others), (1,) * len(others)), NO_LOWER, 0))
        return rebuilt(model, extra=rows), _sum(free.values())

    def _on(self, column: int) -> Iterator[TokenRule]:
        period = self.session.prepared.formulation.options[column].period
        return (rule for rule in self.rules if rule.period in (None, period))

    def _row(self, rule: TokenRule, free: Mapping[int, LinearForm]) -> ExtraRow:
        """A rule in which the candidate's tokens are columns."""
        amounts = {column: int(Fraction(tokens) / self.unit) for column, tokens in self._others(rule)}
        counted = _sum(count for column, count in free.items() if rule in self._on(column))
        form = LinearForm((*amounts, *counted.columns), (*amounts.values(), *counted.coefs))
        limit = int(Fraction(rule.limit) / self.unit)
        lower, upper = (limit, NO_UPPER) if rule.family is TokenFamily.FLOOR else (NO_LOWER, limit)
        return rule.rule_id, form, lower, upper

    def _others(self, rule: TokenRule) -> Iterator[tuple[int, Decimal]]:
        return _amounts(self.session, rule, self.key)


def free_tokens(session: PlanningSession, key: str, size: Size) -> FreeTokens:
    """Free the tokens of a candidate in one of its sizes."""
    rules = session.prepared.rules
    counting = tuple(rule for rule in rules.tokens if _counts(session, rule, key))
    without = under_rules(session, replace(rules, tokens=tuple(rule for rule in rules.tokens if rule not in counting)))
    options = session.prepared.formulation.options
    own = tuple(column for column in session.columns_of(key) if options[column].size is size)
    figures = [rule.limit for rule in counting]
    for rule in counting:
        figures += [tokens for _, tokens in _amounts(session, rule, key)]
    return FreeTokens(without, key, counting, own, _unit(figures))


def _counts(session: PlanningSession, rule: TokenRule, key: str) -> bool:
    """Whether a rule counts the engineering tokens of a candidate."""
    return rule.dimension is not Dimension.TEAM and bears(
        session.prepared.pool.candidates[key], rule.dimension, rule.key
    )


def _amounts(session: PlanningSession, rule: TokenRule, left_out: str) -> Iterator[tuple[int, Decimal]]:
    """The columns that a rule counts, with their tokens."""
    for column, option in enumerate(session.prepared.formulation.options):
        tokens, key = option.size.tokens, option.initiative_key
        counts = key != left_out and rule.period in (None, option.period) and _counts(session, rule, key)
        if tokens and counts:
            yield column, tokens
    if rule.family is not TokenFamily.FLOOR:
        totals = session.prepared.formulation.totals
        yield from totals.overhead_tokens(rule.dimension, rule.key, rule.period).items()


def _unit(figures: Sequence[Decimal]) -> Fraction:
    """Largest amount of which all figures are multiples."""
    power = 10 ** decimals_of(figures)
    return Fraction(gcd(*(int(Fraction(figure) * power) for figure in figures)) or 1, power)


def _sum(forms: Iterable[LinearForm]) -> LinearForm:
    """Sum of forms that share no column."""
    terms = [term for form in forms for term in zip(form.columns, form.coefs, strict=True)]
    return LinearForm(tuple(column for column, _ in terms), tuple(coef for _, coef in terms))
