"""PortfolioProblem -> Plan: the integer model of a problem (problem.md, sections 2 to 5).

One module per rule family; read ``formulate`` first.
"""

from domain.formulation.formulate import Formulation, formulate
from domain.formulation.frame import Option

__all__ = ["Formulation", "Option", "formulate"]
