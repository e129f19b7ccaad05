"""HiGHS as a backend, with bounds of relaxations. Uses the backends' face."""
