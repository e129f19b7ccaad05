"""Texts that are short enough for one page."""

from __future__ import annotations

from textwrap import shorten

LONGEST, LONGEST_NAME = 170, 38
"""How many characters a comment and a name may have."""


def short_name(text: str) -> str:
    """A name that fits its column."""
    return shorten(text, LONGEST_NAME, placeholder=" …")


def cut(text: str, ends_with: str = "") -> str:
    """Short enough for the page: without the last of its parts, where it has several.

    ends_with: what stands before an end that is worth more than what comes before it.
    """
    before, mark, end = text.rpartition(ends_with) if ends_with else ("", "", "")
    if mark and len(text) > LONGEST and len(end) < LONGEST // 2:
        return f"{shorten(before, LONGEST - len(end) - len(mark), placeholder=' …')}{mark}{end}"
    head, mark, _ = text[: LONGEST - 1].rpartition("; ")
    return f"{head}; …" if mark and len(text) > LONGEST else shorten(text, LONGEST, placeholder=" …")
