"""Which fields an operation asks for below a field, to read no more than that."""

from __future__ import annotations

from collections.abc import Iterable

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from graphql_api.context import Info


def names_below(info: Info) -> frozenset[str]:
    """The names of all fields at any depth below the field that is resolved, also of those that are skipped."""
    names: set[str] = set()
    spread: set[str] = set()
    fragments = info._raw_info.fragments

    def collect(selections: Iterable[SelectionSetNode | None]) -> None:
        for selection in (each for found in selections if found is not None for each in found.selections):
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in spread:
                    spread.add(name)
                    collect([fragments[name].selection_set])
            elif isinstance(selection, FieldNode):
                names.add(selection.name.value)
                collect([selection.selection_set])
            elif isinstance(selection, InlineFragmentNode):
                collect([selection.selection_set])

    collect(node.selection_set for node in info._raw_info.field_nodes)
    return frozenset(names)
