"""The backends that come with the product, by name: they are found without a look at what else is installed."""

from __future__ import annotations

AUTO = "auto"
"""The name of the race of all backends."""
BUILT_IN = {
    "highs": "solvers.default_plugins.highs.plugin:Highs",
    "cp-sat": "solvers.default_plugins.cp_sat:CpSat",
    "scip": "solvers.default_plugins.scip.plugin:Scip",
}
"""Module and class, first the one that is the quickest to start and to prove small plans, last the one whose proofs
need another's confirmation."""
FOR_PERIODS = "cp-sat"
"""The one that selects and places the quickest; starting it takes longer than a small model does with any."""
LEAST_COLUMNS = 200
"""Models of several periods with fewer columns are small."""
