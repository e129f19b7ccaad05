"""The JSON schema of the problem file, from the same records as its reader and writer and with their descriptions.

``python -m persistence.problem_schema`` prints it; docs/problem.schema.json is a copy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from domain.numbers import MAX_DECIMALS, MAX_INTEGER_DIGITS
from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
)
from domain.problem.initiative import Initiative
from domain.problem.periods import MOST_PERIODS
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from domain.problem.totals import PARAMETERS, FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve
from domain.records.descriptions import described
from domain.records.kinds import ByKey, Choice, Field, Kind, Leaf, Maybe, Nested, Parts, Several, fields_of
from persistence.problem_files.form import FORM, MOST_POINTS
from persistence.problem_files.values import MOST_COUNTED

_HEAD = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Optimization Engine problem file"}
_NUMBERS = (
    f" Numbers are exact decimals with at most {MAX_INTEGER_DIGITS} digits before and {MAX_DECIMALS} after the point."
)
_BOUND = 10**MAX_INTEGER_DIGITS
_LEAVES: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    "key": {"type": "string", "pattern": r"\S"},
    "period": {"type": "string", "pattern": "^[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]|W(0[1-9]|[1-4][0-9]|5[0-3])))?$"},
    "count": {"type": "integer", "minimum": 0, "maximum": MOST_COUNTED},
    "periods": {"type": "integer", "minimum": 0, "exclusiveMaximum": MOST_PERIODS},
    Decimal: {"type": "number", "exclusiveMinimum": -_BOUND, "exclusiveMaximum": _BOUND},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
_KEY_BY_DIMENSION = {
    "if": {"required": ["dimension"], "properties": {"dimension": {"const": Dimension.GLOBAL.value}}},
    "then": {"properties": {"key": {"type": "null"}}},
    "else": {"required": ["key"], "properties": {"key": {"type": "string"}}},
}
_PINS_SOMETHING = {
    "anyOf": [{"required": [name], "properties": {name: {"type": "string"}}} for name in ("period_key", "scope")]
}
_ONE_BONUS = {
    "anyOf": [
        {
            "required": ["bonus"],
            "properties": {"bonus": {"type": "number"}, "bonus_by_count": {"maxItems": 0}},
        },
        {
            "required": ["bonus_by_count"],
            "properties": {"bonus": {"type": "null"}, "bonus_by_count": {"minItems": 1}},
        },
    ]
}
_POINTS_OR_SHAPE = {
    "anyOf": [
        {"required": ["points"], "properties": {"shape": {"type": "null"}}},
        *(
            {
                "required": ["shape", "up_to", *names],
                "properties": {"shape": {"const": shape.value}} | {name: {"type": "number"} for name in names},
            }
            for shape, names in PARAMETERS.items()
        ),
    ]
}
_COUNTS_SOMETHING = {
    "anyOf": [
        {
            "required": ["dimension"],
            "properties": {
                "dimension": {"const": Dimension.GLOBAL.value},
                "key": {"type": "null"},
                "initiative_keys": {"maxItems": 0},
            },
        },
        {
            "required": ["dimension", "key"],
            "properties": {
                "dimension": {"enum": [each.value for each in Dimension if each is not Dimension.GLOBAL]},
                "key": {"type": "string"},
                "initiative_keys": {"maxItems": 0},
            },
        },
        {
            "required": ["initiative_keys"],
            "properties": {"dimension": {"type": "null"}, "key": {"type": "null"}, "initiative_keys": {"minItems": 1}},
        },
    ],
    "not": {
        "required": ["dimension", "team"],
        "properties": {"dimension": {"const": Dimension.TEAM.value}, "team": {"type": "string"}},
    },
}
_BESIDE: Mapping[Any, dict[str, Any]] = {
    Floor: _KEY_BY_DIMENSION,
    Cap: _KEY_BY_DIMENSION,
    Overhead: _COUNTS_SOMETHING,
    Pin: _PINS_SOMETHING,
    ResponseCurve: _POINTS_OR_SHAPE,
    SynergyBonus: _ONE_BONUS,
}
"""What is true of objects beside the kinds of their fields."""
_POINT = {"type": "array", "items": _LEAVES[Decimal], "minItems": 2, "maxItems": 2}
_OF_FIELDS: Mapping[tuple[Any, str], dict[str, Any]] = {
    (Scenario, "horizon"): {"minItems": 1},
    (KpiFormula, "multiply"): {"minItems": 2, "maxItems": 2},
    (Overhead, "tokens_by_count"): {
        "prefixItems": [{"const": 0}],
        "items": _LEAVES[Decimal] | {"minimum": 0},
        "minItems": 2,
        "maxItems": MOST_POINTS,
    },
    (ResponseCurve, "points"): {"items": _POINT, "minItems": 2, "maxItems": MOST_POINTS},
}
# A tuple holds several examples.
_EXAMPLES: Mapping[Any, Mapping[str, Any]] = {
    PortfolioProblem: {"delivered": ["I-1"]},
    Scenario: {
        "name": "UK push",
        "period_key": ("2026", "2026-H1", "2026-Q1", "2026-01", "2026-W05"),
        "horizon": ["2026-Q1", "2026-Q2"],
        "objective_weights": {"gmv": 1, "retention_30d": 2, "score:RICE": 0.5},
        "capacity_total_tokens": 120,
        "capacity_by_market": {"UK": 60},
        "capacity_by_department": {"Growth": 50},
        "capacity_by_team": {"backend": 40},
        "capacity_by_period": {"2026-Q1": 120, "2026-Q2": 90},
        "time_sensitivity_weight": 0.2,
    },
    ConstraintSet: {
        "name": "Board rules",
        "mandatory_initiatives": ["I-7"],
        "forced_out": ["I-9"],
        "exclusions": [["I-2", "I-5"]],
    },
    Floor: {"key": "UK", "min_tokens": 10, "period_key": "2026-Q1"},
    Cap: {"key": "UK", "max_tokens": 30, "period_key": "2026-Q1"},
    Target: {"market": "UK", "kpi_key": "gmv", "target_value": 250000, "period_key": "2026-Q1"},
    Prerequisite: {"initiative_key": "I-3", "requires": "I-1", "lag_periods": 1},
    Bundle: {"bundle_key": "B1", "initiative_keys": ["I-3", "I-4"]},
    SynergyBonus: {"synergy_group_key": "checkout", "kpi_key": "north_star", "bonus": 300},
    ResponseCurve: {
        "curve_key": "uk-conversion",
        "kpi_key": "conversion_rate",
        "market": "UK",
        "points": [[0, 0], [40, 40], [80, 60], [160, 70]],
    },
    FairShare: {"kpi_key": "gmv"},
    Ratio: {"ratio_key": "score-per-token", "numerator": "score", "denominator": "tokens", "at_least": 4},
    KpiFormula: {"kpi_key": "gmv", "times": 40},
    FormulaFactor: {"kpi_key": "sessions", "base": 100000},
    Overhead: {
        "overhead_key": "switching",
        "dimension": "team",
        "key": "backend",
        "tokens_by_count": [0, 0, 2, 5, 9],
    },
    Pin: {"initiative_key": "I-3", "period_key": "2026-Q2", "scope": "mvp"},
    Initiative: {
        "initiative_key": "I-3",
        "title": "One-page checkout",
        "market": "UK",
        "department": "Growth",
        "category": "UX",
        "program_key": "checkout-2026",
        "engineering_tokens": 8,
        "engineering_tokens_mvp": 5,
        "engineering_tokens_full": 8,
        "mvp_contribution_share": 0.6,
        "team_tokens": {"backend": 5, "web": 3},
        "team_tokens_mvp": {"backend": 3},
        "status": "scored",
        "mandate_reason": "Required by law from May on",
        "bundle_key": "B1",
        "prerequisite_keys": ["I-1"],
        "exclusion_keys": ["I-5"],
        "deadline_date": "2026-03-01",
        "earliest_start_date": "2026-01-15",
        "latest_finish_date": "2026-06-30",
        "time_sensitivity_score": 1,
        "immediate_kpi_key": "conversion_rate",
        "primary_kpi_key": "gmv",
        "kpi_contribution": {"north_star": 1200, "gmv": 100000},
        "synergy_group_keys": ["checkout"],
        "active_scoring_framework": "RICE",
        "active_overall_score": 41.5,
        "scores": {"RICE": 41.5, "WSJF": 12},
    },
}


def problem_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of the problem file.

    A file that it accepts may still be refused by the reader for what a schema cannot say: a key given twice in
    one object, an initiative key given twice, periods out of order, an ISO week 53 that a year does not have, a number
    with more than 30 decimals.
    """
    schema: dict[str, Any] = json.loads(schema_text())
    return schema


def schema_text() -> str:
    """The schema as text, for publication."""
    problem = _record(PortfolioProblem)
    problem["description"] += _NUMBERS
    return json.dumps(_HEAD | problem, indent=2, ensure_ascii=False, default=_plain_number) + "\n"


def _record(record: Any) -> dict[str, Any]:
    about, texts = described(record, str)
    fields = {field.name: field for field in fields_of(record)}
    names = FORM.order(record)
    return {
        "type": "object",
        "description": about,
        "additionalProperties": False,
        "required": [name for name in names if fields[name].required],
        "properties": {name: _field(record, fields[name], texts[name]) for name in names},
    } | _BESIDE.get(record, {})


def _field(record: Any, field: Field, about: str) -> dict[str, Any]:
    schema = _kind(field.kind) | _OF_FIELDS.get((record, field.name), {}) | {"description": about}
    if not field.required and field.default not in (None, "", (), {}) and not isinstance(field.kind, Nested):
        schema["default"] = FORM.codec(field.kind).write(field.default)
    if field.name in _EXAMPLES.get(record, {}):
        example = _EXAMPLES[record][field.name]
        schema["examples"] = list(example) if isinstance(example, tuple) else [example]
    return schema


def _kind(kind: Kind) -> dict[str, Any]:
    match kind:
        case Nested(of):
            return _record(of)
        case Maybe(Choice(of)):
            return {"enum": [*_words(of), None]}
        case Maybe(inner):
            schema = _kind(inner)
            return schema | {"type": [schema["type"], "null"]}
        case Choice(of):
            return {"enum": _words(of)}
        case Several(part):
            return {"type": "array", "items": _kind(part)}
        case Parts(parts):
            size = len(parts)
            return {"type": "array", "items": _kind(parts[0]), "minItems": size, "maxItems": size, "uniqueItems": True}
        case ByKey(key, value):
            names = {name: part for name, part in _kind(key).items() if name != "type"}
            return {"type": "object", "propertyNames": names, "additionalProperties": _kind(value)}
        case Leaf(of, word):
            return dict(_LEAVES[word or of])


def _words(options: type[Enum]) -> list[Any]:
    return [option.value for option in options]


def _plain_number(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)


if __name__ == "__main__":
    sys.stdout.write(schema_text())
