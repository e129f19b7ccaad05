"""The backends that come with the product. They import ``solvers.api``, as every plugin does, and their library."""
