"""Every analysis by name: the command line, the queue, the API and the docs offer what is listed here.

An analysis is a module: ``name(session, request, listen)`` computes it, its annotations say what is asked and what
comes of it, and ``faults(problem, request)``, where there is one, says what is wrong before anything is computed.
Nothing of it is loaded before somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_type_hints

from domain.errors import Fault
from domain.lean import dataclass
from domain.problem.problem import PortfolioProblem

if TYPE_CHECKING:
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener

    Compute = Callable[[PlanningSession, Any, Listener], Any]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis. folder: where its module is, beside this one."""

    name: str
    summary: str
    folder: str

    @property
    def compute(self) -> Compute:
        """The function that carries it out."""
        computes: Compute = getattr(_module(self), _plain(self.name))
        return computes

    @property
    def request(self) -> type[Any]:
        """The frozen dataclass that says what is asked."""
        return _types(self)["request"]

    @property
    def result(self) -> type[Any]:
        """The frozen dataclass of what comes of it."""
        return _types(self)["return"]

    def faults(self, problem: PortfolioProblem, request: Any) -> tuple[Fault, ...]:
        """What is wrong with a request, as far as that is known without solving."""
        find = getattr(_module(self), "faults", None)
        return () if find is None else tuple(find(problem, request))


ANALYSES = (
    Analysis("whatif", "Change the problem step by step: what each edit causes", "what_if"),
    Analysis(
        "roadmaps", "Many roadmaps side by side: what they share, regret, and the one that is safe", "many_roadmaps"
    ),
    Analysis("trade", "Force initiatives in and out: what else changes, what it costs", "trading"),
    Analysis("prices", "What each candidate is worth in the portfolio, or would cost", "pricing"),
    Analysis("frontier", "Value against a capacity, or one measure against another: every point, proven", "frontiers"),
    Analysis(
        "prompts",
        "Per market or department: estimates to supply, targets that it could close, and at what cost",
        "reasons",
    ),
    Analysis("why", "Why the portfolio or an initiative is what it is, in sentences", "reasons"),
    Analysis("rule-prices", "What each target, floor and cap costs in value", "pricing"),
    Analysis(
        "capacity-values", "What one more token of each capacity is worth, and the next limit that helps", "frontiers"
    ),
    Analysis("transfers", "The best transfer of tokens between departments, markets or teams", "frontiers"),
    Analysis(
        "compare",
        "The problem on several solvers, one after the other: what each proves, how fast, and where they agree",
        "comparing",
    ),
    Analysis("core", "What every nearly best portfolio has in common", "nearly_best"),
    Analysis("alternatives", "Nearly best portfolios that differ as much as possible", "nearly_best"),
)


def analysis(name: str) -> Analysis | None:
    """The analysis with a name."""
    return next((each for each in ANALYSES if each.name == name), None)


def _plain(name: str) -> str:
    return name.replace("-", "_")


def _module(analysis: Analysis) -> Any:
    return import_module(f"domain.analyses.{analysis.folder}.{_plain(analysis.name)}")


@cache
def _types(analysis: Analysis) -> dict[str, type[Any]]:
    return get_type_hints(analysis.compute)
