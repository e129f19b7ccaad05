"""What the exit code of ``optengine`` means; scripts may rely on it."""

SOLVED = 0
BAD_INPUT = 2
INFEASIBLE = 3
NOTHING_FOUND = 4
ENGINE_ERROR = 5
CANCELLED = 130
READER_LEFT = 141
TERMINATED = 143

HELP = """\
exit codes:
  0  solved: the portfolio is optimal or feasible
  2  the input cannot be used: the file, an option or a solver name
  3  infeasible: no portfolio keeps every rule
  4  nothing found in the time given
  5  the engine failed; nothing it may have found is shown as a result
"""
