"""What all tables share: the naming of constraints, and which Python type is which column."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Boolean, Date, Float, Integer, MetaData, Table, Text, false, true
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from domain.records.kinds import Choice, Field, Leaf, Maybe, fields_of
from persistence.database.column_types import ExactDecimal, JsonText, RowId, UtcDateTime, choice
from persistence.problem_files.form import FORM
from persistence.problem_files.json_text import one_line

LATER = 92
"""Where columns stand that came later: after all others, as a migration adds them there."""
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of the tables; ``Base.metadata`` is what migrations are compared with.

    records: what a row holds. Fields that the class of the table does not name have a column of their name, or of that
    name with ``_json``, whose value for rows of before is the default of the field.
    """

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), Decimal: ExactDecimal(), datetime: UtcDateTime()}

    def __init_subclass__(cls, records: tuple[Any, ...] = (), **options: Any) -> None:
        named = {name.removesuffix("_json") for each in cls.__mro__ for name in vars(each).get("__annotations__", {})}
        for field in (field for record in records for field in fields_of(record)):
            if field.name not in named and not field.required:
                name, column = _later_column(field)
                setattr(cls, name, column)
        super().__init_subclass__(**options)
        cls.metadata.tables[cls.__tablename__].dialect_options["sqlite"]["autoincrement"] = True


_PLAIN: dict[Any, Any] = {
    str: Text(),
    bool: Boolean(),
    int: Integer(),
    float: Float(),
    Decimal: ExactDecimal(),
    date: Date(),
    datetime: UtcDateTime(),
}


def _later_column(field: Field) -> tuple[str, MappedColumn[Any]]:
    """Name and column of a field that a table had not from the beginning."""
    nullable = isinstance(field.kind, Maybe)
    kind, name, default = field.kind.inner if isinstance(field.kind, Maybe) else field.kind, field.name, field.default
    written: Any = None
    if isinstance(kind, Choice):
        type_: Any = choice(kind.of, name)
        written = default
    elif isinstance(kind, Leaf):
        type_ = _PLAIN[kind.of]
        written = (true() if default else false()) if kind.of is bool else str(default)
    else:
        name, type_ = f"{name}_json", JsonText(all_decimal=True)
        written = None if nullable else one_line(FORM.codec(kind).write(default))
    column = mapped_column(
        name, type_, nullable=nullable, server_default=None if nullable else written, sort_order=LATER
    )
    return name, column


class HasId:
    """A numbered row; a number is never given twice."""

    id: Mapped[int] = mapped_column(RowId, primary_key=True, sort_order=-1)


class HasTimes:
    """When a row was written and last changed."""

    created_at: Mapped[datetime] = mapped_column(sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(sort_order=91)


class Step:
    """One entry of a step log: what was done, how it went, and figures about it."""

    position: Mapped[int]
    name: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    message: Mapped[str] = mapped_column(default="")


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    return Base.metadata.tables[model.__tablename__]
