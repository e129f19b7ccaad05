"""How long Pyomo takes from plain data to its objects, to a sparse matrix and to HiGHS; how large its model is.

Pyomo's objects are no model that a solver can take yet: its standard form (or its interface to a solver) makes the
sparse rows out of them. Times are from the start, so ``matrix`` and ``highs`` include ``objects``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers import Highs
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from benchmarks.competitors.plain import read_problem
from benchmarks.competitors.pyomo_highs import build

if __name__ == "__main__":
    problem = read_problem(Path(sys.argv[1]))
    started = time.perf_counter()
    model = build(problem)
    objects = time.perf_counter() - started
    if sys.argv[2] == "matrix":
        LinearStandardFormCompiler().write(model)
    else:
        Highs().set_instance(model)
    whole = time.perf_counter() - started
    columns = sum(1 for _ in model.component_data_objects(pyo.Var))
    rows = sum(1 for _ in model.component_data_objects(pyo.Constraint))
    print(json.dumps({"objects": objects, sys.argv[2]: whole, "columns": columns, "rows": rows}))
