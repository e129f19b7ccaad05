"""The exports of planning tools, known by their headers: which column is what, and which one only looks like it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sheets.importing.fields import KEY, SCORE, STATUS, TITLE, VALUE, folded

_SECONDS = "Jira exports it in seconds; to use it, say what it is with times, as 1/28800 for days of eight hours"
_SAME = "what this one holds up is said by the others"


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns that a tool exports.

    marks: of each group, one header is there. fields: what its columns are; of several for one field the first counts.
    left: why others are left out. wrapped: how its headers are wrapped, the plain name being the first group.
    """

    name: str
    marks: Sequence[Collection[str]]
    fields: Mapping[str, str]
    left: Mapping[str, str] = field(default_factory=dict)
    wrapped: str = ""

    def plain(self, header: str) -> str:
        """The header as other tools would have it."""
        found = re.fullmatch(self.wrapped, header.strip(), re.IGNORECASE) if self.wrapped else None
        return found[1] if found else header

    def is_of(self, headers: Sequence[str]) -> bool:
        """Whether the headers are those of this tool."""
        named = {folded(header) for header in headers} | {header.strip().casefold() for header in headers}
        return all(any(mark in named for mark in group) for group in self.marks)


_AHA = ("feature", "epic", "master feature", "initiative", "requirement", "idea")
SHAPES = (
    Shape(
        "Jira",
        (("issue key", "work item key"), ("summary", "issue type", "work type", "issue id", "status")),
        {
            "issue key": KEY,
            "work item key": KEY,
            "summary": TITLE,
            "status": STATUS,
            "story points": "engineering_tokens",
            "story point estimate": "engineering_tokens",
            "due date": "deadline_date",
            "due": "deadline_date",
            "inward issue link (blocks)": "prerequisite_keys",
            "business value": VALUE,
            "target start": "earliest_start_date",
            "start date": "earliest_start_date",
            "target end": "latest_finish_date",
            "team": "department",
            "components": "category",
            "component/s": "category",
            "issue type": "category",
            "work type": "category",
            "parent key": "program_key",
            "epic link": "program_key",
        },
        {
            "original estimate": _SECONDS,
            "remaining estimate": _SECONDS,
            "time spent": _SECONDS,
            "outward issue link (blocks)": _SAME,
            "resolution": "rows that nobody will do, such as Won't Do, are left out by it",
            "parent": "Jira numbers parents here; Parent key holds their keys",
            "project name": "all of a file are mostly of one project",
            "project key": "all of a file are mostly of one project",
        },
        r"Custom field \((.+)\)",
    ),
    Shape(
        "Aha!",
        (tuple(f"{kind} {word}" for kind in _AHA for word in ("reference #", "reference")),),
        {
            "reference #": KEY,
            "reference": KEY,
            "name": TITLE,
            "status": STATUS,
            "estimate": "engineering_tokens",
            "original estimate": "engineering_tokens",
            "initial estimate": "engineering_tokens",
            "effort": "engineering_tokens",
            "due date": "deadline_date",
            "start date": "earliest_start_date",
            "end date": "latest_finish_date",
            "score": SCORE,
            "value": VALUE,
            "type": "category",
            "epic name": "program_key",
            "workspace name": "department",
            "product name": "department",
        },
        {"release name": "releases are what the plan decides"},
        rf"(?:{'|'.join(sorted(_AHA, key=len, reverse=True))}) (reference #?|name|status|.*estimate|effort|due date|"
        r"start date|end date|score|value|type)",
    ),
    Shape(
        "Productboard",
        (
            (
                "productboard link",
                "productboard url",
                "user impact score",
                "customer importance score",
                "customer importance",
                "timeframe",
            ),
            ("name", "feature name", "feature"),
        ),
        {
            "id": KEY,
            "feature id": KEY,
            "name": TITLE,
            "feature name": TITLE,
            "feature": TITLE,
            "status": STATUS,
            "effort": "engineering_tokens",
            "value": VALUE,
            "prioritization score": SCORE,
            "score": SCORE,
            "user impact score": SCORE,
            "customer importance score": SCORE,
            "component": "category",
            "product": "department",
            "team": "department",
            "due date": "deadline_date",
        },
        {
            "timeframe": "a range of time in words; the plan decides on periods",
            "release": "the plan decides on releases",
        },
    ),
    Shape(
        "airfocus",
        (
            ("airfocus id", "airfocus url", "item url", "item id", "item key", "priority", "priority score"),
            ("name", "item name", "title"),
            ("value", "total value", "benefit"),
            ("costs", "total costs", "cost", "effort", "total effort"),
        ),
        {
            "item key": KEY,
            "item id": KEY,
            "airfocus id": KEY,
            "id": KEY,
            "name": TITLE,
            "item name": TITLE,
            "status": STATUS,
            "total costs": "engineering_tokens",
            "costs": "engineering_tokens",
            "total effort": "engineering_tokens",
            "effort": "engineering_tokens",
            "total value": VALUE,
            "value": VALUE,
            "priority score": SCORE,
            "priority": SCORE,
            "item type": "category",
            "team": "department",
            "end date": "latest_finish_date",
            "start date": "earliest_start_date",
            "depends on": "prerequisite_keys",
        },
    ),
)


def shape_of(headers: Sequence[str]) -> Shape | None:
    """The tool that a file comes from; None where no tool is known by the headers."""
    return next((shape for shape in SHAPES if shape.is_of(headers)), None)


def field_in(shape: Shape, header: str) -> tuple[str, int] | None:
    """The field of a tool's column, and how far back in its list it stands."""
    for name in (header.strip().casefold(), shape.plain(header).strip().casefold(), folded(shape.plain(header))):
        if name in shape.fields:
            return shape.fields[name], list(shape.fields).index(name)
    return None


def left_in(shape: Shape, header: str) -> str | None:
    """Why a tool's column is left out."""
    return shape.left.get(header.strip().casefold()) or shape.left.get(folded(shape.plain(header)))
