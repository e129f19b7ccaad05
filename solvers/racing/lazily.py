"""A sequence of which the most is made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Lazily(Sequence[T]):
    """What is at hand, followed by what is made when somebody asks for more than that, or for the length."""

    def __init__(self, at_hand: Iterable[T], more: Callable[[], Iterable[T]]) -> None:
        self._items = list(at_hand)
        self._more: Callable[[], Iterable[T]] | None = more
        self._lock = Lock()

    def __getitem__(self, index: Any) -> Any:
        at_hand = isinstance(index, int) and 0 <= index < len(self._items)
        return self._items[index] if at_hand else self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[T]:
        at_hand = list(self._items)
        yield from at_hand
        yield from self._all()[len(at_hand) :]

    def _all(self) -> list[T]:
        with self._lock:
            if self._more is not None:
                self._items.extend(self._more())
                self._more = None
        return self._items
