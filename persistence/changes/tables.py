"""The table of the log of changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from domain.storage.changes import ChangeAction, ChangedKind
from persistence.database.base import Base, HasId
from persistence.database.column_types import choice


class Change(HasId, Base):
    """One change of a stored object; the number of a row is its position in the order of commits."""

    __tablename__ = "changes"

    kind: Mapped[ChangedKind] = mapped_column(choice(ChangedKind, "kind"))
    key: Mapped[str]
    action: Mapped[ChangeAction] = mapped_column(choice(ChangeAction, "action"))
    occurred_at: Mapped[datetime] = mapped_column(index=True)
