from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from persistence import tables
from persistence.database.pages import SortKey, count, page
from persistence.unit_of_work import SqlStorage
from tests.persistence.records import initiative_record

Row = tables.Initiative
ORDERS: dict[str, list[SortKey]] = {
    "tokens": [SortKey(Row.engineering_tokens), SortKey(Row.id)],
    "tokens, most first": [SortKey(Row.engineering_tokens, descending=True), SortKey(Row.id)],
    "deadline and tokens": [SortKey(Row.deadline_date), SortKey(Row.engineering_tokens, True), SortKey(Row.id, True)],
    "number": [SortKey(Row.id, descending=True)],
}


@pytest.fixture
def filled(storage: SqlStorage) -> SqlStorage:
    random = Random(5)
    records = [
        initiative_record(
            f"I-{n}",
            random.choice([None, -1, 2, 10, 9]),
            deadline_date=random.choice([None, date(2026, 1, 5), date(2025, 12, 30)]),
            market=random.choice(["UK", None]),
        )
        for n in range(37)
    ]
    with storage.writing() as uow:
        uow.initiatives.save(records)
    return storage


@pytest.mark.parametrize("order", ORDERS)
def test_pages_make_up_the_list_in_both_directions(filled: SqlStorage, order: str) -> None:
    keys = ORDERS[order]
    statement = select(*(key.column for key in keys), Row.initiative_key)
    with filled.engine.connect() as connection:

        def read(**place: Any) -> Sequence[Any]:
            return connection.execute(page(statement, keys, limit=5, **place)).all()

        whole = connection.execute(page(statement, keys, limit=1000)).all()
        forward = _walk(read, len(keys), "after", backward=False)
        back = _walk(read, len(keys), "before", backward=True)
        between = connection.execute(page(statement, keys, limit=1000, after=whole[3][:-1], before=whole[9][:-1])).all()
        assert connection.scalar(count(statement)) == 37
        assert connection.scalar(count(statement.where(Row.market == "UK"))) < 37
    assert forward == whole
    assert back == whole[::-1]
    assert between == whole[4:9]
    assert whole == sorted(whole, key=lambda row: [_rank(key, value) for key, value in zip(keys, row, strict=False)])


def _walk(read: Callable[..., Sequence[Any]], width: int, side: str, backward: bool) -> list[Any]:
    rows: list[Any] = []
    while found := read(backward=backward, **({side: rows[-1][:width]} if rows else {})):
        rows += found
    return rows


def _rank(key: SortKey, value: Any) -> tuple[int, Any]:
    if value is None:
        return 1, 0
    number = value.toordinal() if isinstance(value, date) else value
    return 0, -number if key.descending else number
