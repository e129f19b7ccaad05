from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from domain.errors import ConflictingStateError
from domain.integer_model.result import SolutionStatus, Termination
from domain.storage.run import ActionRun, LoggedStep, RunOutcome, RunStatus
from domain.storage.tokens_and_roles import ApiToken, AuditEntry, IdempotencyKey, Role
from persistence.actions.repository import ActionFilter, actions
from persistence.problem_files.problem_file import dumps
from persistence.unit_of_work import SqlStorage
from tests.persistence.records import LATER, NOW, PROBLEM, add_run, add_scenario

SUCCESS = RunOutcome(
    RunStatus.SUCCESS,
    LATER,
    result='{"solution_status": "optimal"}',
    solver_version="1",
    solution_status=SolutionStatus.OPTIMAL,
    termination_reason=Termination.OPTIMALITY,
    objective=Decimal("12.50"),
    gaps=[{"kpi_key": "gmv", "gap": Decimal("0.5")}],
    timings={"solve": 0.25},
)


def test_a_run_from_queue_to_outcome(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        queued = add_run(uow, parameters={"seed": 1, "gap": Decimal("0.01")}, requested_by_email="a@b.c")
    with storage.writing() as uow:
        assert uow.runs.mark_running("run-1", NOW)
        assert uow.runs.mark_running("run-1", LATER), "taken up again after a recovery"
        uow.runs.set_progress("run-1", {"incumbent": 3.5})
        for name in ("formulate", "solve"):
            uow.runs.add_step("run-1", LoggedStep(name, RunStatus.SUCCESS, NOW, LATER, "well\0done"))
        assert uow.runs.finish("run-1", SUCCESS)
        assert not uow.runs.finish("run-1", replace(SUCCESS, status=RunStatus.FAILED, error_text="late"))
        assert not uow.runs.mark_running("run-1", LATER)
        uow.runs.set_progress("run-1", None)
    with storage.reading() as uow:
        run = uow.runs.get("run-1")
        assert uow.runs.problem("run-1") == PROBLEM
        assert uow.runs.inputs_text("run-1") == dumps(PROBLEM)
        assert uow.runs.result_text("run-1") == SUCCESS.result
        assert [(step.position, step.name, step.message) for step in uow.runs.steps("run-1")] == [
            (1, "formulate", "well\ufffddone"),
            (2, "solve", "well\ufffddone"),
        ]
    assert run == replace(
        queued,
        status=RunStatus.SUCCESS,
        started_at=NOW,
        finished_at=LATER,
        progress={"incumbent": Decimal("3.5")},
        solver_version="1",
        solution_status=SolutionStatus.OPTIMAL,
        termination_reason=Termination.OPTIMALITY,
        objective=Decimal("12.50"),
        gaps=[{"kpi_key": "gmv", "gap": Decimal("0.5")}],
        timings={"solve": Decimal("0.25")},
    )


def test_success_needs_a_result(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        add_run(uow)
    with pytest.raises(ConflictingStateError), storage.writing() as uow:
        uow.runs.finish("run-1", replace(SUCCESS, result=None))


def test_one_idempotency_key_starts_one_run(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        scenario_id = add_scenario(uow).id
    together = Barrier(10)

    def start(n: int) -> str:
        together.wait()
        with storage.writing() as uow:
            return add_run(uow, f"run-{n}", scenario_id=scenario_id, idempotency_key="k").run_id

    with ThreadPoolExecutor(10) as threads:
        assert len(set(threads.map(start, range(10)))) == 1
    with storage.reading() as uow:
        assert len(uow.runs.newest()) == 1


def test_runs_are_listed_newest_first(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        runs = [add_run(uow, f"run-{n}") for n in range(4)]
        uow.runs.mark_running("run-2", NOW)
    with storage.reading() as uow:
        assert [run.run_id for run in uow.runs.newest(limit=2)] == ["run-3", "run-2"]
        assert [run.run_id for run in uow.runs.newest(before_id=runs[2].id)] == ["run-1", "run-0"]
        assert [run.run_id for run in uow.runs.newest(statuses=[RunStatus.RUNNING])] == ["run-2"]
        assert uow.runs.newest(scenario_id=runs[0].scenario_id + 1) == []


def test_a_job_with_its_steps(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        run = add_run(uow)
        job = uow.action_runs.add(ActionRun("job-1", "pm.optimize_write_results", NOW, payload={"tab": "Runs"}))
        assert uow.action_runs.mark_running("job-1", NOW)
        uow.action_runs.link("job-1", run.id)
        step = uow.action_runs.add_step("job-1", LoggedStep("write", RunStatus.SUCCESS, NOW, detail={"rows": 3}))
        assert uow.action_runs.finish("job-1", RunStatus.FAILED, LATER, error_text="no sheet")
        assert not uow.action_runs.finish("job-1", RunStatus.SUCCESS, LATER)
    with storage.reading() as uow:
        assert uow.action_runs.steps("job-1") == [step]
        assert uow.action_runs.newest() == [
            replace(
                job,
                status=RunStatus.FAILED,
                started_at=NOW,
                finished_at=LATER,
                optimization_run_id=run.id,
                error_text="no sheet",
            )
        ]


def test_tokens_audit_and_repeated_requests(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        token = uow.access.add_token(ApiToken("ci", "a" * 64, "ci@example.com", Role.PLANNER, NOW, expires_at=LATER))
        uow.access.note_use(token.id, NOW)
        entry = uow.access.log(AuditEntry(NOW, "runStart", True, token.email, token.id, "run", "1", {"x": [1]}))
        claimed = uow.access.remember(IdempotencyKey("runStart", "ci", "k", "h1", NOW))
        uow.access.answer(claimed.id, {"run_id": "run-1"})
        again = uow.access.remember(IdempotencyKey("runStart", "ci", "k", "h2", LATER))
        assert again == replace(claimed, answer={"run_id": "run-1"})
        assert uow.access.remember(IdempotencyKey("runStart", "other", "k", "h2", LATER)).id != claimed.id
    with storage.writing() as uow:
        assert uow.access.token_by_hash("a" * 64) == replace(token, last_used_at=NOW)
        assert uow.access.audit_log() == [entry]
        assert uow.access.revoke_token("ci", NOW).revoked_at == NOW
        assert uow.access.revoke_token("ci", LATER).revoked_at == NOW
        assert uow.access.forget_requests(LATER) == 1
    assert token.is_valid(NOW)
    assert not token.is_valid(LATER)
    assert Role.ADMIN.includes(Role.VIEWER)
    assert not Role.VIEWER.includes(Role.PLANNER)


def test_analyses_are_found_by_what_they_are_about(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        run = add_run(uow)
        payloads = (
            {"run_id": "run-1"},
            {"scenario_id": run.scenario_id},
            {"scenario_id": 99, "request": {"run_id": 1}},
        )
        for name, payload in zip("abc", payloads, strict=True):
            uow.action_runs.add(ActionRun(name, "plan.core", NOW, payload=payload))
    with storage.reading() as uow:

        def found(**wanted: Any) -> list[str]:
            rows = uow.connection.execute(actions(ActionFilter("plan.", **wanted)).statement).mappings()
            return sorted(row["run_id"] for row in rows)

        assert found(run_ids=("run-1",)) == ["a"]
        assert found(scenario_ids=(run.scenario_id,)) == ["a", "b"]
        assert found(scenario_ids=(99,), created_from=NOW) == ["c"]
        assert found(scenario_ids=(99,), created_to=NOW) == found(run_ids=()) == []
