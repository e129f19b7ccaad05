"""Groups told apart where a link needs it: what is needed early by something that can only be early.

In a row that links few choices, a group that pushes wherever its members lie can be relied upon; the groups that mend
the row for it are then split into the members that do and those that do not, so that the master knows that the former
are needed. That in turn may be something to rely upon in the rows that follow from it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from domain.integer_model.model import NO_LOWER, NO_UPPER, Model

MOST_LINKED = 6
"""Rows with more choices are no links but limits and demands."""

Part = tuple[int, ...]


def refined(model: Model, choice_of: Sequence[int], parts: Sequence[Part]) -> list[Part]:
    """The groups with those split that links need to be."""
    split = _Splitting(model, choice_of, parts)
    split.run()
    return split.parts()


class _Splitting:
    def __init__(self, model: Model, choice_of: Sequence[int], parts: Sequence[Part]) -> None:
        self._model, self._choice_of = model, choice_of
        self._members: dict[int, Part] = dict(enumerate(parts))
        self._group_of = {column: group for group, part in self._members.items() for column in part}
        self._links: dict[int, list[int]] = {}
        for row in range(model.num_rows):
            columns = model.columns[model.starts[row] : model.starts[row + 1]]
            choices = {choice_of[column] for column in columns if column in self._group_of}
            if len(choices) <= MOST_LINKED and -1 not in choices and min(model.row(row).coefs, default=0) < 0:
                for choice in choices:
                    self._links.setdefault(choice, []).append(row)

    def run(self) -> None:
        queue = deque(dict.fromkeys(row for rows in self._links.values() for row in rows))
        queued = set(queue)
        while queue:
            row = queue.popleft()
            queued.discard(row)
            for choice in self._split_by(row):
                for other in self._links[choice]:
                    if other not in queued:
                        queued.add(other)
                        queue.append(other)

    def parts(self) -> list[Part]:
        return list(self._members.values())

    def _split_by(self, row: int) -> set[int]:
        """The choices of the groups that a row has split."""
        form = self._model.row(row)
        coefs: dict[int, dict[int, int]] = {}
        for column, coef in zip(form.columns, form.coefs, strict=True):
            if column in self._group_of:
                coefs.setdefault(self._group_of[column], {})[column] = coef
        changed: set[int] = set()
        for sign, limit in ((1, self._model.row_upper[row]), (-1, -self._model.row_lower[row])):
            if limit in (NO_UPPER, -NO_LOWER):
                continue
            pushed = any(
                min(sign * own.get(member, 0) for member in self._members[group]) > 0 for group, own in coefs.items()
            )
            if pushed:
                changed.update(self._split(group, own) for group, own in coefs.items() if self._mends(group, own, sign))
        return changed

    def _mends(self, group: int, own: dict[int, int], sign: int) -> bool:
        """Whether some members of a group mend a row and others do not, or less."""
        effects = {sign * own.get(member, 0) for member in self._members[group]}
        return len(effects) > 1 and min(effects) < 0

    def _split(self, group: int, own: dict[int, int]) -> int:
        alike: dict[int, list[int]] = {}
        for member in self._members[group]:
            alike.setdefault(own.get(member, 0), []).append(member)
        first, *others = alike.values()
        self._members[group] = tuple(first)
        for other in others:
            new = len(self._members)
            self._members[new] = tuple(other)
            self._group_of.update(dict.fromkeys(other, new))
        return self._choice_of[first[0]]
