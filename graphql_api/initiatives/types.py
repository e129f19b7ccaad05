"""The types of initiatives, and the input of one."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import Any

import strawberry

from domain.problem.kpis.metric_chain import chain_fault
from domain.records.descriptions import camel_case
from domain.storage.records import InitiativeRecord
from graphql_api.mutations.versions import version_field
from graphql_api.records.family import Shape
from graphql_api.records.mirrors import Computed, Mirror


@strawberry.type(description="A step of a metric chain: one KPI that moves another one.")
class MetricChainEdge:
    source: str = strawberry.field(description="The KPI that moves the other one.")
    target: str = strawberry.field(description="The KPI that is moved.")


@strawberry.type(description="How the KPI that an initiative moves directly leads to the north star.")
class MetricChain:
    nodes: list[str] = strawberry.field(description="The keys of the KPIs in it; empty where only steps are given.")
    edges: list[MetricChainEdge] = strawberry.field(description="Its steps.")


@strawberry.input(description="A step of a metric chain: one KPI that moves another one.")
class MetricChainEdgeInput:
    source: str = strawberry.field(description="The KPI that moves the other one.")
    target: str = strawberry.field(description="The KPI that is moved.")


@strawberry.input(description="How the KPI that an initiative moves directly leads to the north star.")
class MetricChainInput:
    edges: list[MetricChainEdgeInput] = strawberry.field(description="Its steps.")
    nodes: list[str] = strawberry.field(
        description="The keys of the KPIs in it; where any are given, steps may name no other.", default_factory=list
    )

    def to_domain(self) -> Any:
        """The chain as it is stored."""
        edges = [[edge.source, edge.target] for edge in self.edges]
        return {"nodes": list(self.nodes), "edges": edges} if self.nodes else {"edges": edges}


def _metric_chain(chain: Any) -> MetricChain | None:
    if not chain or chain_fault(chain) is not None:
        return None
    edges = chain.get("edges", []) if isinstance(chain, dict) else pairwise(chain)
    return MetricChain(
        nodes=list(chain.get("nodes", []) if isinstance(chain, dict) else chain),
        edges=[MetricChainEdge(source=source, target=target) for source, target in edges],
    )


INITIATIVE = Mirror(
    InitiativeRecord,
    "initiative",
    after={
        "title": ("country", "requesting_team", "notes"),
        "program_key": ("effort_engineering_days",),
        "status": ("is_delivered",),
        "primary_kpi_key": ("north_star_kpi_key", "metric_chain"),
    },
    shown={"metric_chain": Shape(MetricChain | None, _metric_chain)},
    taken={"metric_chain": Shape(MetricChainInput, MetricChainInput.to_domain)},
)
_SHOWN = INITIATIVE.object(
    "Initiative",
    is_delivered=Computed(
        bool, "Whether its status says that it is out already.", lambda record: record.initiative.has_delivered_status
    ),
)
Initiative: Any = _SHOWN.annotation
initiative_of = _SHOWN.convert
InitiativeInput: Any = INITIATIVE.input(
    "InitiativeInput",
    "An initiative by its key. Of one that is known, what is left out stays; null sets a field back.",
    needed=("initiative_key",),
    last=version_field(),
)
InitiativeField: Any = strawberry.enum(
    Enum(  # type: ignore[call-overload]
        "InitiativeField",
        {
            name.upper(): strawberry.enum_value(name, description=f"The field {camel_case(name)}.")
            for name in INITIATIVE.written
        },
    ),
    description="A field of an initiative that can be asked for.",
)
