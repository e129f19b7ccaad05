"""Column types that keep on SQLite and PostgreSQL exactly what they were given.

Measured on PostgreSQL 18: jsonb keeps the digits of a number, but neither its spelling (1e2 becomes 100) nor the order
of keys, and a stored problem file would no longer be the text that was hashed; so JSON is stored as text on both.
An unconstrained NUMERIC keeps every decimal, 5.500 included.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import simplejson
from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, Numeric, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

RowId = BigInteger().with_variant(Integer(), "sqlite")
_SQLITE = "sqlite"
_DECIMAL_FRACTIONS = json.JSONDecoder(parse_float=Decimal)
_ALL_DECIMAL = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal)


class KeptDecimal(TypeDecorator[Any]):
    """A decimal as it is kept: on SQLite a text of plain digits, for whoever only hands it on."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of a database."""
        return dialect.type_descriptor(Text() if dialect.name == _SQLITE else Numeric(asdecimal=True))


class ExactDecimal(KeptDecimal):
    """A decimal of any length: NUMERIC, and text on SQLite, whose own numbers are binary."""

    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Any:
        """The number in plain digits. Raises ``ValueError`` for one that is not finite, ``TypeError`` for a float."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, Decimal | int):
            raise TypeError(f"expected a decimal, got {type(value).__name__}")
        number = Decimal(value)
        if not number.is_finite():
            raise ValueError(f"{number} is not a finite number")
        return format(number, "f") if dialect.name == _SQLITE else number

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The decimal, digit for digit."""
        return None if value is None else Decimal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, with its zone; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC. Raises ``ValueError`` for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == _SQLITE else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """JSON as text; fractions come back as decimals, whole numbers as ``int`` or, where told so, as decimals too."""

    impl = Text
    cache_ok = True

    def __init__(self, all_decimal: bool = False) -> None:
        super().__init__()
        self.all_decimal = all_decimal

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The text. Raises ``ValueError`` for a number that is not finite."""
        if value is None:
            return None
        text: str = simplejson.dumps(value, use_decimal=True, allow_nan=False, ensure_ascii=False)
        return text

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value of the text."""
        if value is None:
            return None
        return _ALL_DECIMAL.decode(value) if self.all_decimal else _DECIMAL_FRACTIONS.decode(value)


def choice(options: type[StrEnum], name: str) -> Enum:
    """One word of a closed set, which the database holds to by a check constraint of this name."""
    return Enum(
        options,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        values_callable=lambda enum: [member.value for member in enum],
    )


class json_field(FunctionElement[str]):  # noqa: N801 - used like a function of SQL
    """A field of the objects in a column of JSON texts, as text: ``json_field(column, literal("run_id"))``."""

    inherit_cache = True
    type = Text()


@compiles(json_field)
def _of_cast(element: json_field, compiler: SQLCompiler, **options: Any) -> str:
    column, name = (compiler.process(each, **options) for each in element.clauses)
    return f"(CAST({column} AS JSON) ->> {name})"


@compiles(json_field, _SQLITE)
def _of_text(element: json_field, compiler: SQLCompiler, **options: Any) -> str:
    column, name = (compiler.process(each, **options) for each in element.clauses)
    return f"CAST(json_extract({column}, '$.' || {name}) AS TEXT)"


class numeric_value(FunctionElement[Decimal]):  # noqa: N801 - used like a function of SQL
    """A decimal column as a number, to compare and to order by; on SQLite to the precision of a double."""

    inherit_cache = True
    type = ExactDecimal()


@compiles(numeric_value)
def _plainly(element: numeric_value, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(numeric_value, _SQLITE)
def _as_double(element: numeric_value, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS REAL)"
