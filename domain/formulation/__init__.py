"""PortfolioProblem -> Plan: the integer model of a problem (docs/meaning.md). Uses the rules and the integer model.

One module per rule family; read ``formulate`` first.
"""

from domain.formulation.formulate import Formulation, formulate
from domain.formulation.kpi_totals import Option

__all__ = ["Formulation", "Option", "formulate"]
