"""Draws results as pictures: one module each, from the domain's own results to SVG and PNG."""
