"""What a run of a sheet proves, how that is told, and how much work it is worth."""

from dataclasses import replace

import pytest

from domain.errors import InputError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.sheet_jobs import catalogue
from persistence.unit_of_work import SqlStorage
from tests.jobs.office import (
    SCENARIO,
    SCENARIO_COLUMNS,
    MakeWorkbook,
    Office,
    center_tabs,
    set_up,
    table,
)
from tests.sheets.seeds import Seed
from tests.tiny_solver import TinySolver


class Doubtful(TinySolver):
    """A solver that is sure of nothing beyond floating point."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        found = super().solve(plan, parameters, control)
        stages = tuple(replace(stage, proof=Proof.NUMERICAL) for stage in found.stages)
        return replace(found, stages=stages, proof=Proof.NUMERICAL)


class Near(TinySolver):
    """A solver that ends a little below its bound."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        found = super().solve(plan, parameters, control)
        first, *rest = found.stages
        assert first.value is not None
        open_stages = (replace(first, bound=first.value + 1, proven=False), *(replace(s, proven=False) for s in rest))
        return replace(
            found,
            status=SolutionStatus.FEASIBLE,
            termination=Termination.GAP_REACHED,
            stages=open_stages,
            proof=Proof.NONE,
        )


@pytest.mark.parametrize("solver", [TinySolver(), Doubtful()], ids=["proven", "doubtful"])
def test_the_page_tells_what_it_costs_to_take_in_what_almost_made_it(
    storage: SqlStorage, make_workbook: MakeWorkbook, solver: TinySolver
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    office.solvers.chosen = solver
    done = office.job(catalogue.RUN_ALL)
    told = str(table(book, "Summary")["Just missed/I-3 Title of I-3"]["comment"])
    is_proven = not isinstance(solver, Doubtful)
    assert told.startswith("Taking it in costs 10 of the value (5.26 %), I-2 would leave; the total") == is_proven
    assert "costs" not in told or is_proven
    with storage.reading() as uow:
        (kept,) = [step.detail for step in uow.runs.steps(done.result["run_id"]) if step.name == "near misses"]
    solves = office.solvers.solves
    office.job(catalogue.WRITE_RESULTS, run_id=done.result["run_id"])
    assert table(book, "Summary")["Just missed/I-3 Title of I-3"]["comment"] == told
    assert (office.solvers.solves, [each["lost"] for each in kept]) == (solves, ["10"] if is_proven else [])


def test_what_is_known_in_floating_point_only_is_nowhere_called_proven(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    office.solvers.chosen = Doubtful()
    done = office.job(catalogue.RUN_ALL)
    assert done.result["message"].startswith("optimal (not proven), ")
    scenario = table(book, "Scenario_Config")["UK push"]
    assert scenario["run_status"] == "optimal (not proven)"
    assert str(scenario["run_message"]).startswith("the best as far as floating point can tell, which is not proven")
    [run] = table(book, "Runs").values()
    assert str(run["gap_summary"]).endswith("the best as far as floating point can tell, which is not proven")
    alert = table(book, "Gaps_And_Alerts")["global/run"]
    assert (
        alert["notes"] == "the portfolio, worth 190, is the best as far as floating point can tell, which is not proven"
    )
    with storage.reading() as uow:
        stored = uow.runs.get(done.result["run_id"])
    assert (stored.solution_status, stored.proof) == (SolutionStatus.OPTIMAL, Proof.NUMERICAL)
    again = office.job(catalogue.RUN_ALL)
    assert again.result["run_id"] != done.result["run_id"], "only an exact proof stands for another run"


def test_how_far_from_the_best_a_portfolio_is_stands_beside_it(
    storage: SqlStorage, make_workbook: MakeWorkbook
) -> None:
    book = set_up(make_workbook, center_tabs())
    office = Office(storage, book)
    office.solvers.chosen = Near()
    done = office.job(catalogue.RUN_ALL)
    assert done.result["message"].startswith("feasible, within ")
    scenario = table(book, "Scenario_Config")["UK push"]
    assert scenario["run_status"] == "feasible"
    assert str(scenario["run_message"]).startswith("within ")
    [run] = table(book, "Runs").values()
    assert str(run["gap_summary"]).endswith("% of the best possible")
    alert = table(book, "Gaps_And_Alerts")["global/run"]
    assert "is not proven to be the best (within " in str(alert["notes"])
    assert "set effort to proof in Scenario_Config" in str(alert["recommendation"])


@pytest.mark.parametrize(
    ("cell", "asked", "effort"),
    [(None, {}, "normal"), ("quick", {}, "quick"), ("quick", {"effort": "proof"}, "proof"), ("proof", {}, "proof")],
)
def test_a_run_is_worth_what_the_job_says_else_what_the_row_says_else_normal(
    storage: SqlStorage, make_workbook: MakeWorkbook, cell: str | None, asked: dict[str, str], effort: str
) -> None:
    tabs = center_tabs()
    tabs["Scenario_Config"] = Seed([[*SCENARIO_COLUMNS, "effort"], [*SCENARIO, cell]])
    done = Office(storage, set_up(make_workbook, tabs)).job(catalogue.RUN_ALL, **asked)
    with storage.reading() as uow:
        run = uow.runs.get(done.result["run_id"])
        problem = uow.runs.problem(run.run_id)
    assert run.parameters["effort"] == effort
    assert problem.scenario.name == "UK push", "the effort is no part of the problem"


def test_another_effort_is_another_question(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    office = Office(storage, set_up(make_workbook, center_tabs()))
    first = office.job(catalogue.RUN_ALL).result["run_id"]
    assert office.job(catalogue.RUN_ALL).result["run_id"] == first
    assert office.job(catalogue.RUN_ALL, effort="proof").result["run_id"] != first


def test_an_effort_that_there_is_not_starts_no_job(storage: SqlStorage, make_workbook: MakeWorkbook) -> None:
    office = Office(storage, set_up(make_workbook, center_tabs()))
    with pytest.raises(InputError, match="effort is one of quick, normal, proof, not 'fast'"):
        office.job(catalogue.RUN_ALL, effort="fast")
