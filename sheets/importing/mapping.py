"""What people say about a file: which column is which field, how its numbers and dates are written, what is planned.

In a small TOML or JSON file::

    numbers = "comma"
    [columns]
    "Issue key" = "initiative_key"
    "Effort" = {field = "engineering_tokens", times = "1/8"}
    "Assignee" = "ignore"
    [plan]
    period_key = "2027-Q1"
"""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from domain.errors import Fault, ProblemFileError
from domain.problem.keys import Key, PeriodKey
from domain.problem.periods import parse_period
from domain.records.codecs import Codec, Form
from domain.records.faults import Faults, Place
from sheets.errors import WorkbookError, WorkbookFaultsError
from sheets.importing.days import DateOrder
from sheets.importing.fields import IGNORE, fault_of_field
from sheets.importing.figures import DecimalMark

FieldName = Annotated[str, "field"]
Factor = Annotated[str, "factor"]
LARGEST = 1_000_000
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclasses.dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column is. field: a column of Candidates, or ``ignore``. times: what its numbers are multiplied by.

    values: what its words stand for, such as 3 for S.
    """

    field: FieldName
    numbers: DecimalMark | None = None
    dates: DateOrder | None = None
    times: Factor | None = None
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class PlanTerms:
    """What the plan is called and planned for; None for what nobody has said."""

    name: Key | None = None
    period_key: PeriodKey | None = None
    horizon: tuple[PeriodKey, ...] = ()
    capacity_total_tokens: Decimal | None = None
    north_star_kpi_key: Key | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class BacklogMapping:
    """What is said about a file; whatever is left out is guessed or asked.

    columns: by header. numbers, dates: how they are written in columns that do not say. units: what a unit beside a
    number counts. statuses: what the words of the status stand for, beside those that are known.
    keys: what the keys begin with that rows without one are given, in their order. tab, header_row (from 1), separator,
    encoding: of the file.
    """

    columns: Mapping[str, ColumnMapping] = dataclasses.field(default_factory=dict)
    numbers: DecimalMark | None = None
    dates: DateOrder | None = None
    units: Mapping[str, Factor] = dataclasses.field(default_factory=dict)
    statuses: Mapping[str, str] = dataclasses.field(default_factory=dict)
    keys: str = ""
    tab: str = ""
    header_row: int = 0
    separator: str = ""
    encoding: str = ""
    plan: PlanTerms = PlanTerms()


def factor_of(text: str) -> Fraction:
    """The number of a factor such as ``0.5`` or ``1/28800``. Raises ``ValueError``."""
    factor = Fraction(text) if len(text) <= 40 and "e" not in text.casefold() else Fraction(0)
    if factor <= 0:
        raise ValueError(text)
    return factor


def mapping_of(data: object, source: str = "") -> BacklogMapping:
    """The mapping in plain values, as JSON and TOML have them. Raises ``WorkbookFaultsError`` with every fault."""
    try:
        read: BacklogMapping = _FORM.of(BacklogMapping).whole(data, source)
    except ProblemFileError as error:
        places = [": ".join(part for part in (source, fault.place) if part) for fault in error.faults]
        told = zip(places, error.faults, strict=True)
        raise WorkbookFaultsError([Fault(place, fault.message) for place, fault in told]) from None
    return read


def read_mapping(path: Path) -> BacklogMapping:
    """The mapping in a file: JSON where its name ends so, else TOML. Raises ``InputError``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WorkbookError(f"{path} cannot be read: {error.strerror or error}") from None
    return parse_mapping(data, str(path), is_json=path.suffix.casefold() == ".json")


def parse_mapping(data: bytes, source: str, *, is_json: bool) -> BacklogMapping:
    """The mapping in the content of a file."""
    try:
        if len(data) > LARGEST:
            raise ValueError("it is larger than any mapping")
        text = data.decode("utf-8-sig")
        found = json.loads(text, parse_float=Decimal) if is_json else tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise WorkbookError(f"{source} is no {'JSON' if is_json else 'TOML'}: {error}"[:300]) from None
    return mapping_of(found, source)


def plain_mapping(mapping: BacklogMapping) -> dict[str, Any]:
    """The mapping in plain values, numbers as texts, so that no reader of JSON rounds them."""
    plain = _written(mapping)
    if (capacity := plain.get("plan", {}).get("capacity_total_tokens")) is not None:
        plain["plan"]["capacity_total_tokens"] = f"{capacity:f}"
    return plain


def _written(mapping: BacklogMapping) -> dict[str, Any]:
    plain: dict[str, Any] = _FORM.of(BacklogMapping).write(mapping)
    return plain


def mapping_text(mapping: BacklogMapping) -> str:
    """The mapping as TOML."""
    plain = _written(mapping)
    tables = {name: value for name, value in plain.items() if isinstance(value, Mapping)}
    lines = [f"{name} = {_toml(value)}" for name, value in plain.items() if name not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{_name(key)} = {_toml(item)}" for key, item in table.items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_name(key)} = {_toml(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return (
        f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    )


def _name(key: str) -> str:
    return key if _BARE.fullmatch(key) else str(_toml(key))


def _text(value: Any, at: Place, faults: Faults) -> Any:
    if not isinstance(value, str) or len(value) > 1_000:
        return faults.mismatch(at, "a text", value)
    return value.strip()


def _key(value: Any, at: Place, faults: Faults) -> Any:
    found = _text(value, at, faults)
    if found == "":
        faults.add(at, "a text is expected that is not empty")
    return found


def _number(value: Any, at: Place, faults: Faults) -> Any:
    try:
        number = Decimal(value) if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or not 0 <= number < 10**15:
        return faults.mismatch(at, "a number from 0", value)
    return number


def _whole(value: Any, at: Place, faults: Faults) -> Any:
    is_row = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000
    return value if is_row else faults.mismatch(at, "the number of a row", value)


def _period(value: Any, at: Place, faults: Faults) -> Any:
    try:
        return parse_period(str(value)).key
    except ValueError as error:
        faults.add(at, str(error))
        return None


def _factor(value: Any, at: Place, faults: Faults) -> Any:
    try:
        factor_of(str(value))
    except (ValueError, ZeroDivisionError):
        return faults.mismatch(at, 'a number above zero such as 5 or "1/8"', value)
    return str(value)


def _field(value: Any, at: Place, faults: Faults) -> Any:
    found = _text(value, at, faults)
    fault = None if found is None or found == IGNORE else fault_of_field(found)
    if fault is not None:
        faults.add(at, fault)
    return found


def _short_columns(codec: Codec) -> Codec:
    """A column may be the name of its field alone. They are written in the order of the file."""

    def read(value: Any, at: Place, faults: Faults) -> Any:
        if isinstance(value, Mapping):
            value = {name: {"field": each} if isinstance(each, str) else each for name, each in value.items()}
        return codec.read(value, at, faults)

    def write(columns: Mapping[str, ColumnMapping]) -> Any:
        plain = codec.write(columns)
        return {name: plain[name]["field"] if len(plain[name]) == 1 else plain[name] for name in columns}

    return Codec(read, write)


_FORM = Form(
    {
        str: Codec(_text),
        "key": Codec(_key),
        "period": Codec(_period),
        "field": Codec(_field),
        "factor": Codec(_factor),
        Decimal: Codec(_number),
        int: Codec(_whole),
    },
    special={(BacklogMapping, "columns"): _short_columns},
)
