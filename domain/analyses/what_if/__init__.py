"""What if: named edits of a problem, one at a time, and what each of them causes. Uses the session and the edits."""
