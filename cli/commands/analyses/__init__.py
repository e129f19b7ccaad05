"""The commands of analyses, one a file."""
