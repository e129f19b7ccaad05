"""Several backends on one plan: raced, confirmed by one another, within portions of work. Uses their processes."""
