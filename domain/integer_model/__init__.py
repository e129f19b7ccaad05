"""The solver-neutral integer model and what solvers answer to it. Uses errors and numbers only."""
