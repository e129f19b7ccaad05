"""One walk over a document that counts what its operations expand to, each fragment walked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import graphql


def literal_depth(document: graphql.DocumentNode) -> int:
    """The levels of the deepest literal; walks without recursion."""
    walk = _Levels()
    graphql.visit(document, walk)
    return walk.deepest


class _Levels(graphql.Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.deepest = self._here = 0

    def enter(self, node: graphql.Node, *_: object) -> None:
        if node.kind in ("list_value", "object_value"):
            self._here += 1
            self.deepest = max(self.deepest, self._here)

    def leave(self, node: graphql.Node, *_: object) -> None:
        if node.kind in ("list_value", "object_value"):
            self._here -= 1


@dataclass(slots=True)
class Measure:
    """What one selection expands to. ``keys`` counts the answer keys of its uppermost level."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    repeats: int = 0
    keys: Counter[str] = field(default_factory=Counter)

    def add(self, other: Measure, level: int = 0) -> None:
        """Count what a part expands to, ``level`` deeper."""
        self.depth = max(self.depth, other.depth + level)
        self.fields += other.fields
        self.aliases += other.aliases
        self.directives += other.directives
        self.repeats += other.repeats


class DocumentMeasure:
    """Measures the operations of one document; a fragment is measured once, however often it is spread."""

    def __init__(self, document: graphql.DocumentNode) -> None:
        self._document = document
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, graphql.FragmentDefinitionNode)
        }
        self._measured: dict[str, Measure] = {}

    def operations(self) -> Iterator[tuple[graphql.OperationDefinitionNode, Measure]]:
        """Each operation with its measure."""
        for node in self._document.definitions:
            if isinstance(node, graphql.OperationDefinitionNode):
                measure = self._finish(self._selection(node.selection_set))
                measure.directives += len(node.directives or ())
                measure.directives += sum(len(v.directives or ()) for v in node.variable_definitions or ())
                yield node, measure

    def _finish(self, measure: Measure) -> Measure:
        """Turn the keys of a level into repeats, once it is known which fragments share the level."""
        repeats = measure.repeats + sum(measure.keys.values()) - len(measure.keys)
        return Measure(measure.depth, measure.fields, measure.aliases, measure.directives, repeats)

    def _selection(self, selection_set: graphql.SelectionSetNode) -> Measure:
        total = Measure()
        for node in selection_set.selections:
            total.directives += len(node.directives or ())
            if isinstance(node, graphql.FieldNode):
                self._field(node, total)
            elif isinstance(node, graphql.InlineFragmentNode):
                self._level(self._selection(node.selection_set), total)
            elif isinstance(node, graphql.FragmentSpreadNode):
                self._level(self._fragment(node.name.value), total)
        return total

    def _field(self, node: graphql.FieldNode, total: Measure) -> None:
        total.fields += 1
        total.depth = max(total.depth, 1)
        total.aliases += node.alias is not None
        total.keys[node.alias.value if node.alias else node.name.value] += 1
        if node.selection_set:
            total.add(self._finish(self._selection(node.selection_set)), level=1)

    def _level(self, part: Measure, total: Measure) -> None:
        total.add(part)
        total.keys.update(part.keys)

    def _fragment(self, name: str) -> Measure:
        if name not in self._measured:
            self._measured[name] = Measure()  # what a fragment that spreads itself counts for; refused elsewhere
            fragment = self._fragments.get(name)
            if fragment:
                measure = self._selection(fragment.selection_set)
                measure.directives += len(fragment.directives or ())
                self._measured[name] = measure
        return self._measured[name]
