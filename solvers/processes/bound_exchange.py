"""One request for bounds on its way through a solver process: its messages and its deadline."""

from __future__ import annotations

import time

from domain.errors import ParameterError
from domain.integer_model.bounding import BoundRequest, Bounds
from domain.integer_model.model import SolveParameters
from domain.integer_model.solver import SolveControl
from solvers.processes.exchange import POLL_SECONDS, Graces
from solvers.processes.process import SolverProcess
from solvers.processes.protocol import Bound, Bounded, Broken, Refused, Stop


class BoundExchange:
    """Sends a request to a process and listens until there are bounds.

    At the time limit the process is asked for what it has. ``run`` leaves it usable only where ``spent`` is False.
    """

    def __init__(
        self, process: SolverProcess, request: BoundRequest, parameters: SolveParameters, control: SolveControl
    ) -> None:
        self._process, self._request = process, request
        self._parameters, self._control = parameters, control
        self.spent = True

    def run(self, ticket: int, graces: Graces) -> Bounds | None:
        """The bounds; None where the process died, overran or was cancelled. Raises ``ParameterError``."""
        self._process.send(Bound(ticket, self._request, self._parameters))
        limit = self._parameters.time_limit
        deadline = None if limit is None else time.monotonic() + limit
        patience: float | None = None
        while True:
            try:
                message = self._process.receive(POLL_SECONDS)
            except EOFError:
                return None
            match message:
                case Bounded(answered, bounds) if answered == ticket:
                    self.spent = False
                    return bounds
                case Refused(faults):
                    self.spent = False
                    raise ParameterError("; ".join(faults))
                case Broken():
                    return None
            if self._control.cancel_requested:
                return None
            now = time.monotonic()
            if patience is None and (self._control.stop_requested or (deadline is not None and now > deadline)):
                self._process.send(Stop(ticket))
                patience = now + graces.overrun
            if patience is not None and now > patience:
                return None
