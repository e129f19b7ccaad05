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
    prefix: how they begin when they are written. decided: its columns for what a plan decides.
    has_columns_of_one_name: whether each entry of a list stands in a column of its own.
    """

    name: str
    marks: Sequence[Collection[str]]
    fields: Mapping[str, str]
    left: Mapping[str, str] = field(default_factory=dict)
    wrapped: str = ""
    prefix: str = ""
    decided: Mapping[str, str] = field(default_factory=dict)
    has_columns_of_one_name: bool = False

    @property
    def word(self) -> str:
        """Its name in small letters, as it is written on a command line."""
        return self.name.casefold().rstrip("!")

    def called(self, name: str) -> str:
        """The header of its column for a field; empty where it has none."""
        found = next((header for header, each in self.fields.items() if each == name), self.decided.get(name, ""))
        return self.prefix + found if re.fullmatch(self.wrapped, self.prefix + found, re.IGNORECASE) else found

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
            "Issue key": KEY,
            "Work item key": KEY,
            "Summary": TITLE,
            "Status": STATUS,
            "Story Points": "engineering_tokens",
            "Story point estimate": "engineering_tokens",
            "Due date": "deadline_date",
            "Due": "deadline_date",
            "Inward issue link (Blocks)": "prerequisite_keys",
            "Business Value": VALUE,
            "Target start": "earliest_start_date",
            "Start date": "earliest_start_date",
            "Target end": "latest_finish_date",
            "Team": "department",
            "Components": "category",
            "Component/s": "category",
            "Issue Type": "category",
            "Work type": "category",
            "Parent key": "program_key",
            "Epic Link": "program_key",
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
        decided={"plan:period": "Fix versions"},
        has_columns_of_one_name=True,
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
            "Epic name": "program_key",
            "Workspace name": "department",
            "Product name": "department",
        },
        {"release name": "releases are what the plan decides"},
        rf"(?:{'|'.join(sorted(_AHA, key=len, reverse=True))}) (reference #?|name|status|.*estimate|effort|due date|"
        r"start date|end date|score|value|type)",
        "Feature ",
        {"plan:period": "Release name"},
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
            "ID": KEY,
            "Feature ID": KEY,
            "Name": TITLE,
            "Feature name": TITLE,
            "Feature": TITLE,
            "Status": STATUS,
            "Effort": "engineering_tokens",
            "Value": VALUE,
            "Prioritization score": SCORE,
            "Score": SCORE,
            "User impact score": SCORE,
            "Customer importance score": SCORE,
            "Component": "category",
            "Product": "department",
            "Team": "department",
            "Due date": "deadline_date",
        },
        {
            "timeframe": "a range of time in words; the plan decides on periods",
            "release": "the plan decides on releases",
        },
        decided={"plan:period": "Timeframe"},
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
            "Item key": KEY,
            "Item ID": KEY,
            "airfocus ID": KEY,
            "ID": KEY,
            "Name": TITLE,
            "Item name": TITLE,
            "Status": STATUS,
            "Total costs": "engineering_tokens",
            "Costs": "engineering_tokens",
            "Total effort": "engineering_tokens",
            "Effort": "engineering_tokens",
            "Total value": VALUE,
            "Value": VALUE,
            "Priority score": SCORE,
            "Priority": SCORE,
            "Item type": "category",
            "Team": "department",
            "End date": "latest_finish_date",
            "Start date": "earliest_start_date",
            "Depends on": "prerequisite_keys",
        },
    ),
)


def shape_of(headers: Sequence[str]) -> Shape | None:
    """The tool that a file comes from; None where no tool is known by the headers."""
    return next((shape for shape in SHAPES if shape.is_of(headers)), None)


def field_in(shape: Shape, header: str) -> tuple[str, int] | None:
    """The field of a tool's column, and how far back in its list it stands."""
    known = {name.casefold(): (field, rank) for rank, (name, field) in enumerate(shape.fields.items())}
    names = (header.strip().casefold(), shape.plain(header).strip().casefold(), folded(shape.plain(header)))
    return next((known[name] for name in names if name in known), None)


def left_in(shape: Shape, header: str) -> str | None:
    """Why a tool's column is left out."""
    return shape.left.get(header.strip().casefold()) or shape.left.get(folded(shape.plain(header)))
