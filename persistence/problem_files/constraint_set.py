"""The constraint set in a problem file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import ScopeMode
from persistence.problem_files.faults import Faults, Place, quoted
from persistence.problem_files.kinds import KEY, NUMBER, PERIOD, PERIODS, TEXT, Codec, choice, list_of, optional
from persistence.problem_files.records import Field, record

_KEYS = list_of(KEY)
_KEYED = frozenset(Dimension) - {Dimension.GLOBAL}


def _check_key(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    """The dimension global has no key, every other one has."""
    dimension, key = value.get("dimension"), value.get("key")
    if not isinstance(dimension, str):
        return
    if dimension == Dimension.GLOBAL and key is not None:
        faults.add((at, "key"), "must be left out, since the dimension is global")
    elif dimension in _KEYED and key is None:
        faults.add((at, "key"), f"is required for the dimension {dimension}")


_KEY_BY_DIMENSION = {
    "if": {"required": ["dimension"], "properties": {"dimension": {"const": Dimension.GLOBAL.value}}},
    "then": {"properties": {"key": {"type": "null"}}},
    "else": {"required": ["key"], "properties": {"key": {"type": "string"}}},
}
_DIMENSION = Field(
    "dimension",
    choice(Dimension),
    "What tokens are counted by; team counts team_tokens, all others engineering_tokens.",
)
_KEY = Field("key", optional(KEY), "Which market, department, category, program or team; left out for global.", ("UK",))
_PERIOD = Field(
    "period_key",
    optional(PERIOD),
    "The one period that it holds in. Null or left out: the whole horizon.",
    ("2026-Q1",),
)

_FLOOR = record(
    Floor,
    "At least so many tokens of what is selected.",
    [_DIMENSION, _KEY, Field("min_tokens", NUMBER, "The least number of tokens.", (10,)), _PERIOD],
    _check_key,
    _KEY_BY_DIMENSION,
)
_CAP = record(
    Cap,
    "At most so many tokens of what is selected.",
    [_DIMENSION, _KEY, Field("max_tokens", NUMBER, "The greatest number of tokens.", (30,)), _PERIOD],
    _check_key,
    _KEY_BY_DIMENSION,
)
_TARGET = record(
    Target,
    "A KPI total that the selected initiatives are to reach.",
    [
        Field("market", optional(KEY), "The market whose initiatives count. Null or left out: all of them.", ("UK",)),
        Field("kpi_key", KEY, "The key of the KPI.", ("gmv",)),
        Field("target_value", NUMBER, "The total to reach, in the unit of the KPI.", (250000,)),
        Field(
            "floor_or_goal",
            choice(TargetKind),
            "A floor must be reached; a goal may be missed, and lexicographic mode minimises its shortfall.",
        ),
        _PERIOD,
    ],
)
_PREREQUISITE = record(
    Prerequisite,
    "One initiative needs another one in the same or an earlier period (or so many periods before it), or delivered.",
    [
        Field("initiative_key", KEY, "The initiative that depends.", ("I-3",)),
        Field("requires", KEY, "The initiative that it needs.", ("I-1",)),
        Field(
            "lag_periods",
            PERIODS,
            "How many periods of the horizon it lies later at least; 0: the same will do.",
            (1,),
        ),
    ],
)


def _check_pin(value: Mapping[str, Any], at: Place, faults: Faults) -> None:
    if value.get("period_key") is None and value.get("scope") is None:
        faults.add(at, "names neither period_key nor scope, so it pins nothing; give one of them or both")


_PIN = record(
    Pin,
    "Where an initiative lies and how large it is, if it is selected; with mandatory it is work in progress.",
    [
        Field("initiative_key", KEY, "The initiative.", ("I-3",)),
        Field(
            "period_key",
            optional(PERIOD),
            "The period that it lies in. Null or left out: any.",
            ("2026-Q2",),
        ),
        Field("scope", optional(choice(ScopeMode)), "The size that it has. Null or left out: any.", ("mvp",)),
    ],
    _check_pin,
    {
        "anyOf": [
            {"required": ["period_key"], "properties": {"period_key": {"type": "string"}}},
            {"required": ["scope"], "properties": {"scope": {"type": "string"}}},
        ]
    },
)
_BUNDLE = record(
    Bundle,
    "Initiatives that are selected all or none, in one period.",
    [
        Field("bundle_key", KEY, "Its key; initiatives that bear it as bundle_key are members too.", ("B1",)),
        Field("initiative_keys", _KEYS, "The keys of its members.", (["I-3", "I-4"],)),
    ],
)
_SYNERGY = record(
    SynergyBonus,
    "A bonus that counts once when all initiatives of a group are selected.",
    [
        Field("synergy_group_key", KEY, "The group, as in synergy_group_keys of its members.", ("checkout",)),
        Field("kpi_key", KEY, "The KPI that it adds to.", ("north_star",)),
        Field("bonus", NUMBER, "What it adds, in the unit of the KPI; a negative bonus is a penalty.", (300,)),
    ],
)


def _read_pair(value: Any, at: Place, faults: Faults) -> Any:
    if type(value) is list and len(value) != 2:
        return faults.add(at, f"expected two initiative keys, got {len(value)}")
    pair = _KEYS.read(value, at, faults)
    if pair and pair[0] is not None and pair[0] == pair[1]:
        return faults.add(at, f"{quoted(pair[0])} cannot exclude itself")
    return pair


_PAIR = Codec(_read_pair, list, {**_KEYS.schema, "minItems": 2, "maxItems": 2, "uniqueItems": True})

CONSTRAINT_SET = record(
    ConstraintSet,
    "Rules that may be reused over many pools; a key that names no candidate gives a warning.",
    [
        Field("name", TEXT, "What people call this set of rules.", ("Board rules",)),
        Field("floors", list_of(_FLOOR), "Least numbers of tokens, per market, department and so on."),
        Field("caps", list_of(_CAP), "Greatest numbers of tokens, per market, department and so on."),
        Field("targets", list_of(_TARGET), "KPI totals to be reached."),
        Field("mandatory_initiatives", _KEYS, "Initiatives that must be selected.", (["I-7"],)),
        Field("forced_out", _KEYS, "Initiatives that must not be selected.", (["I-9"],)),
        Field("prerequisites", list_of(_PREREQUISITE), "Which initiative needs which."),
        Field(
            "exclusions",
            list_of(_PAIR),
            "Pairs of initiatives of which at most one is selected, over the whole horizon.",
            ([["I-2", "I-5"]],),
        ),
        Field("bundles", list_of(_BUNDLE), "Initiatives that are selected all or none."),
        Field("synergies", list_of(_SYNERGY), "Bonuses for groups of initiatives."),
        Field("pins", list_of(_PIN), "Periods and sizes that initiatives have, if they are selected."),
    ],
)
