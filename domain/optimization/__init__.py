"""From a problem to a proven, verified and explained portfolio, or to why there is none: optimize.py."""
