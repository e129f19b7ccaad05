"""An initiative in a problem file."""

from __future__ import annotations

from domain.problem.initiative import Initiative, ScopeMode
from persistence.problem_files.kinds import DATE, FLAG, KEY, NUMBER, TEXT, choice, list_of, numbers_by, optional
from persistence.problem_files.records import Field, record

_KEYS = list_of(KEY)
_OPTIONAL_KEY = optional(KEY)
_OPTIONAL_NUMBER = optional(NUMBER)
_OPTIONAL_DATE = optional(DATE)
_NUMBERS = numbers_by(KEY)

INITIATIVE = record(
    Initiative,
    "One candidate piece of work. With a key only it loads, yet is not valid for selection.",
    [
        Field("initiative_key", KEY, "Its key, given once in the file.", ("I-3",)),
        Field("title", TEXT, "What people call it.", ("One-page checkout",)),
        Field("market", _OPTIONAL_KEY, "The market that it belongs to; needed when any rule names markets.", ("UK",)),
        Field("department", _OPTIONAL_KEY, "The department that does the work.", ("Growth",)),
        Field(
            "category",
            _OPTIONAL_KEY,
            "Its category, such as UX, Infra or Hygiene; caps and floors may count by it.",
            ("UX",),
        ),
        Field("program_key", _OPTIONAL_KEY, "The program that it is part of.", ("checkout-2026",)),
        Field(
            "engineering_tokens",
            _OPTIONAL_NUMBER,
            "Its cost in tokens, the unit of the capacities, for scope custom and where no scope is given.",
            (8,),
        ),
        Field("engineering_tokens_mvp", _OPTIONAL_NUMBER, "Its cost in tokens when done as an MVP.", (5,)),
        Field("engineering_tokens_full", _OPTIONAL_NUMBER, "Its cost in tokens when done in full.", (8,)),
        Field("scope_mode", optional(choice(ScopeMode)), "The size that is planned; null leaves it open."),
        Field(
            "mvp_contribution_share",
            _OPTIONAL_NUMBER,
            "The share of its contributions that the MVP brings: 0.6 is 60 %. Left out: all of them.",
            (0.6,),
        ),
        Field(
            "team_tokens",
            _NUMBERS,
            "Its cost per team, in the unit of capacity_by_team; independent of engineering_tokens.",
            ({"backend": 5, "web": 3},),
        ),
        Field(
            "team_tokens_mvp",
            optional(_NUMBERS),
            "Its cost per team when done as an MVP. Null or left out: as team_tokens.",
            ({"backend": 3},),
        ),
        Field(
            "status",
            optional(TEXT),
            "Where it stands. With done, shipped, launched or completed it counts as delivered and is not selected.",
            ("scored",),
        ),
        Field("is_mandatory", FLAG, "Whether it must be selected."),
        Field("mandate_reason", optional(TEXT), "Why it must be selected.", ("Required by law from May on",)),
        Field("bundle_key", _OPTIONAL_KEY, "The bundle with which it is selected or left out as a whole.", ("B1",)),
        Field(
            "prerequisite_keys",
            _KEYS,
            "Initiatives that it needs in the same or an earlier period, or delivered.",
            (["I-1"],),
        ),
        Field("exclusion_keys", _KEYS, "Initiatives that it cannot be selected together with.", (["I-5"],)),
        Field("deadline_date", _OPTIONAL_DATE, "The last day by which its period must begin.", ("2026-03-01",)),
        Field("earliest_start_date", _OPTIONAL_DATE, "The first day on which it can be worked on.", ("2026-01-15",)),
        Field(
            "latest_finish_date",
            _OPTIONAL_DATE,
            "The last day on which it can be worked on; the earlier of this and the deadline counts.",
            ("2026-06-30",),
        ),
        Field(
            "time_sensitivity_score",
            _OPTIONAL_NUMBER,
            "How much its value depends on being early; see scenario.time_sensitivity_weight.",
            (1,),
        ),
        Field(
            "immediate_kpi_key",
            _OPTIONAL_KEY,
            "The KPI that it moves directly. Kept, not optimised.",
            ("conversion_rate",),
        ),
        Field(
            "primary_kpi_key",
            _OPTIONAL_KEY,
            "The KPI that it is meant to move in the end. Kept, not optimised.",
            ("gmv",),
        ),
        Field(
            "kpi_contribution",
            _NUMBERS,
            "What it adds to each KPI when done in full, in the unit of the KPI. Left out means unknown, not zero.",
            ({"north_star": 1200, "gmv": 100000},),
        ),
        Field(
            "synergy_group_keys",
            _KEYS,
            "Groups that bring a bonus once all their members are selected.",
            (["checkout"],),
        ),
        Field("active_scoring_framework", _OPTIONAL_KEY, "The framework behind active_overall_score.", ("RICE",)),
        Field("active_overall_score", _OPTIONAL_NUMBER, "Its score, for the KPI key score and the tie-break.", (41.5,)),
        Field(
            "scores",
            _NUMBERS,
            "Its score in each framework, for KPI keys score:<framework>.",
            ({"RICE": 41.5, "WSJF": 12},),
        ),
    ],
)
