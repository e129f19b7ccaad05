"""Backends and all that stands between them and the domain. Uses the integer model of the domain, no business."""
