"""The chain of KPIs by which an initiative is to move the north star: immediate, intermediary, primary, north star."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

_FORM = 'write {"edges": [["conversion_rate", "gmv"], ...]} or one list of KPI keys in order'


def chain_fault(chain: Any) -> str | None:
    """What is wrong with the form of a metric chain; None where it is sound or missing."""
    if chain is None or _is_keys(chain):
        return None
    if not isinstance(chain, dict) or not chain.keys() <= {"nodes", "edges"}:
        return f"is no metric chain; {_FORM}"
    nodes, edges = chain.get("nodes", []), chain.get("edges", [])
    if not _is_keys(nodes):
        return f"its nodes are no list of KPI keys; {_FORM}"
    if not isinstance(edges, list | tuple) or not all(_is_keys(edge) and len(edge) == 2 for edge in edges):
        return f"its edges are no list of pairs of KPI keys; {_FORM}"
    strays = [key for edge in edges for key in edge if nodes and key not in nodes]
    return f"an edge names {strays[0]}, which is none of its nodes" if strays else None


def leads(chain: Any, start: str, goal: str) -> bool:
    """Whether a sound metric chain leads from one KPI to another; every KPI leads to itself."""
    links: dict[str, list[str]] = {}
    edges = chain.get("edges", []) if isinstance(chain, dict) else pairwise(chain or ())
    for source, target in edges:
        links.setdefault(source, []).append(target)
    reached = [start]
    seen = {start}
    for key in reached:
        for following in links.get(key, ()):
            if following not in seen:
                seen.add(following)
                reached.append(following)
    return goal in seen


def _is_keys(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(key, str) and key.strip() for key in value)
