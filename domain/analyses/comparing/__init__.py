"""Analysis ``compare``: the same problem on several solvers. Uses optimization."""
