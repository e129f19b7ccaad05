"""How deep lists and objects that are written in a document lie inside each other."""

from __future__ import annotations

from graphql import DocumentNode, Node, Visitor, visit


def literal_depth(document: DocumentNode) -> int:
    """The levels of the deepest literal; walks without recursion."""
    walk = _Levels()
    visit(document, walk)
    return walk.deepest


class _Levels(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.deepest = self._here = 0

    def enter(self, node: Node, *_: object) -> None:
        if node.kind in ("list_value", "object_value"):
            self._here += 1
            self.deepest = max(self.deepest, self._here)

    def leave(self, node: Node, *_: object) -> None:
        if node.kind in ("list_value", "object_value"):
            self._here -= 1
