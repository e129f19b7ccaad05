"""The schema: the root fields of all concepts, put together."""

from __future__ import annotations

import strawberry
from strawberry.schema.config import StrawberryConfig

from graphql_api.actions.analyses.mutations import AnalysisMutation
from graphql_api.actions.analyses.types import ANALYSES
from graphql_api.actions.jobs.mutations import JobMutation
from graphql_api.actions.jobs.types import JOBS
from graphql_api.actions.query import ActionSubscription, AnalysisQuery, JobQuery
from graphql_api.batches.mutations import BatchMutation
from graphql_api.batches.query import BatchQuery, batch_node
from graphql_api.cancelling import CancelMutation
from graphql_api.changes.query import ChangeQuery, ChangeSubscription
from graphql_api.constraint_sets.loaders import constraint_set_node
from graphql_api.constraint_sets.mutations import ConstraintSetMutation
from graphql_api.constraint_sets.query import ConstraintSetQuery
from graphql_api.initiatives.loaders import initiative_node, initiatives_by_key
from graphql_api.initiatives.mutations import InitiativeMutation
from graphql_api.initiatives.query import InitiativeQuery
from graphql_api.live_sessions.mutations import SessionMutation
from graphql_api.live_sessions.query import SessionQuery, SessionSubscription
from graphql_api.mutations import HANDLERS
from graphql_api.portfolios.items import item_node
from graphql_api.portfolios.mutations import PortfolioMutation
from graphql_api.portfolios.query import PortfolioQuery
from graphql_api.portfolios.types import portfolio_node
from graphql_api.problem_files.mutations import ProblemFileMutation
from graphql_api.problem_files.query import ProblemFileQuery
from graphql_api.problems.query import ProblemQuery
from graphql_api.runs.loading import run_node, runs_by_number
from graphql_api.runs.mutations import RunMutation
from graphql_api.runs.query import RunQuery, RunSubscription
from graphql_api.scalars import SCALARS
from graphql_api.scenarios.loaders import scenario_node
from graphql_api.scenarios.mutations import ScenarioMutation
from graphql_api.scenarios.query import ScenarioQuery
from graphql_api.service.about import AboutQuery
from graphql_api.service.archive import ArchiveMutation
from graphql_api.service.audit import AuditQuery
from graphql_api.service.solvers import SolverQuery
from graphql_api.service.tokens import TokenMutation, TokenQuery
from graphql_api.transport.relay.lookups import BY_KEY, BY_NUMBER
from graphql_api.transport.relay.node import NodeLoader, node_query

NODES: dict[str, NodeLoader] = {
    "Initiative": initiative_node,
    "Scenario": scenario_node,
    "ConstraintSet": constraint_set_node,
    "Run": run_node,
    "Portfolio": portfolio_node,
    "PortfolioItem": item_node,
    "Job": JOBS.by_key,
    "Analysis": ANALYSES.by_key,
    "Batch": batch_node,
}
BY_NUMBER["Run"] = runs_by_number
BY_KEY["Initiative"] = initiatives_by_key


@strawberry.type(description="Everything that can be asked.")
class Query(
    node_query(NODES),  # type: ignore[misc]
    InitiativeQuery,
    ScenarioQuery,
    ConstraintSetQuery,
    RunQuery,
    JobQuery,
    AnalysisQuery,
    BatchQuery,
    PortfolioQuery,
    SolverQuery,
    ProblemQuery,
    ProblemFileQuery,
    AuditQuery,
    AboutQuery,
    TokenQuery,
    ChangeQuery,
    SessionQuery,
):
    """Everything that can be asked."""


@strawberry.type(description="Everything that can be changed.")
class Mutation(
    InitiativeMutation,
    ScenarioMutation,
    ConstraintSetMutation,
    RunMutation,
    PortfolioMutation,
    JobMutation,
    BatchMutation,
    ProblemFileMutation,
    TokenMutation,
    ArchiveMutation,
    CancelMutation,
    SessionMutation,
    AnalysisMutation,  # type: ignore[misc]
):
    """Everything that can be changed."""


@strawberry.type(description="Everything that can be followed as it happens.")
class Subscription(RunSubscription, ActionSubscription, ChangeSubscription, SessionSubscription):  # type: ignore[misc]
    """Everything that can be followed as it happens."""


def build_schema() -> strawberry.Schema:
    """The schema that the API serves and ``graphql_api/schema.graphql`` shows."""
    return strawberry.Schema(
        Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=SCALARS), exception_handlers=HANDLERS
    )
