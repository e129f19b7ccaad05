"""The table of what was last seen and written in spreadsheets."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from persistence.database.base import Base, HasId


class SheetMemory(HasId, Base):
    """What is remembered of one tab of one spreadsheet."""

    __tablename__ = "sheet_memories"
    __table_args__ = (UniqueConstraint("workbook", "tab"),)

    workbook: Mapped[str]
    tab: Mapped[str]
    content: Mapped[str]
