"""Refuses solvers and parameters that no worker could use, with their place in the input."""

from __future__ import annotations

from collections.abc import Mapping

from domain.errors import ParameterError
from domain.integer_model.model import SolveParameters
from domain.runs.runs import Runs
from graphql_api.mutations import UserInputError


def check_solvers(
    runs: Runs, names: Mapping[str, str], parameters: SolveParameters, place: str = "input.parameters"
) -> None:
    """Raise ``UserInputError``. names: solvers by where they are named; place: where the parameters are."""
    for where, name in names.items():
        try:
            runs.check_solver(name, SolveParameters())
        except ParameterError as error:
            raise UserInputError(where, str(error)) from None
    for name in names.values():
        try:
            runs.check_solver(name, parameters)
        except ParameterError as error:
            raise UserInputError(place, str(error)) from None
