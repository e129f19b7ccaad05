"""The commands of analyses, one a file. Uses the catalogue of analyses, wiring, arguments, terminal and render."""
