"""Use cases over what is kept before a run, graduation among them. Uses storage and edits."""
