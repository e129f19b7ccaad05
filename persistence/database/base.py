"""What all tables share: the naming of constraints, and which Python type is which column."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from persistence.database.column_types import ExactDecimal, RowId, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of the tables; ``Base.metadata`` is what migrations are compared with."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), Decimal: ExactDecimal(), datetime: UtcDateTime()}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.metadata.tables[cls.__tablename__].dialect_options["sqlite"]["autoincrement"] = True


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
