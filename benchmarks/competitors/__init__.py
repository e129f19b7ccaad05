"""Models that one would write by hand instead; they run in an environment without this project."""
