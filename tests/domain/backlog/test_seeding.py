from cli.wiring.bootstrap import load_problem, sample_path
from domain.backlog.seeding import seed
from domain.backlog.snapshots import as_snapshot, snapshot
from domain.problem.scenario import ObjectiveMode
from persistence.problem_files.problem_file import dumps, inputs_hash, loads
from persistence.unit_of_work import SqlStorage
from tests.domain.clock import CLOCK


def test_the_sample_comes_back_as_the_problem_that_it_was(storage: SqlStorage) -> None:
    problem = load_problem(str(sample_path())).problem
    with storage.writing() as uow:
        added = seed(uow, problem, CLOCK)
        assert added.initiatives == len(problem.initiatives)
        assert seed(uow, problem, CLOCK) == type(added)(0, (), ())
        scenario = uow.scenarios.by_name(problem.scenario.name)
        rules = uow.constraint_sets.by_name(problem.constraint_set.name)
        assert scenario is not None
        assert rules is not None
        kept = snapshot(uow, scenario.id, rules.id)
        modes = {record.scenario.objective_mode for record in uow.scenarios.all()}
    # A snapshot holds the points of a curve that the sample says by its shape.
    assert kept == as_snapshot(problem)
    assert inputs_hash(loads(dumps(kept))) == inputs_hash(as_snapshot(problem))
    assert modes == set(ObjectiveMode)
