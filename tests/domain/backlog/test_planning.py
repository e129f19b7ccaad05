from dataclasses import replace
from decimal import Decimal

import pytest

from domain.backlog.constraint_sets import clone_constraint_set, create_constraint_set, update_constraint_set
from domain.backlog.graduation import graduate
from domain.backlog.graduation_rules import GraduationRules, KpiChainRule
from domain.backlog.initiatives import save_initiatives
from domain.backlog.scenarios import clone_scenario, create_scenario, update_scenario
from domain.edits.edits import Edit
from domain.errors import ConflictingStateError, InputError, NotFoundError, ProblemFileError
from domain.problem.constraints import Cap, ConstraintSet, Dimension
from domain.problem.initiative import Initiative
from persistence.unit_of_work import SqlStorage
from tests.domain.clock import CLOCK
from tests.persistence.records import LATER, NOW, SCENARIO, initiative_record

RULES = GraduationRules(needs_market=False, kpi_chain=KpiChainRule.NONE)


def test_faulty_rows_are_left_out_and_say_why(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        uow.initiatives.save([initiative_record("OLD")])
    rows = [
        initiative_record("OLD", 7),
        initiative_record("NEW"),
        initiative_record(" "),
        initiative_record("NEW", 2),
        initiative_record("N1", market=""),
        initiative_record("N2", engineering_tokens=Decimal("NaN")),
        initiative_record("N3", candidate_period_key="soon", metric_chain=7),
        initiative_record("N4", country="a\0b", engineering_tokens=Decimal(10) ** 20),
        initiative_record("N5", notes="a\0b"),
    ]
    with storage.writing() as uow:
        saved = save_initiatives(uow, rows, CLOCK)
    assert [(row.initiative_key, row.is_new) for row in saved if row.id] == [("OLD", False), ("NEW", True)]
    said = {row.initiative_key: [str(fault) for fault in row.faults] for row in saved if row.faults}
    assert said["NEW"] == ["initiative_key: is the key of row 1 already"]
    assert said["N1"] == ["market: is empty text; leave it out or give it a value"]
    assert said["N2"] == ["NaN is not a finite number"]
    assert [place.partition(":")[0] for place in said["N3"]] == ["candidate_period_key", "metric_chain"]
    assert said["N4"] == ["100000000000000000000 has more than 15 digits before the point"]
    assert said["N5"] == ["notes: holds a character that cannot be stored"]
    with storage.reading() as uow:
        assert [record.key for record in uow.initiatives.all()] == ["NEW", "OLD"]
        old = uow.initiatives.get("OLD")
    assert (old.initiative.engineering_tokens, old.created_at, old.updated_at) == (7, NOW, LATER)


def test_every_fault_of_an_initiative_is_told_with_its_place(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        faulty = initiative_record("B", bundle_key=" ", prerequisite_keys=("",))
        sound, told = save_initiatives(uow, [initiative_record("A"), faulty], CLOCK)
        assert sound.id
        assert [fault.place for fault in told.faults] == ["bundle_key", "prerequisite_keys[0]"]
        with pytest.raises(ProblemFileError):
            uow.initiatives.save([replace(initiative_record("C"), initiative=Initiative(""))])


def test_scenarios_are_created_changed_and_cloned(storage: SqlStorage) -> None:
    with storage.writing() as uow:
        one = create_scenario(uow, SCENARIO, CLOCK, description="D", delivered=["X"], created_by="me")
        wider = replace(SCENARIO, capacity_total_tokens=Decimal("20.50"))
        changed = update_scenario(uow, one.id, CLOCK, scenario=wider)
        assert uow.scenarios.get(one.id) == changed
        copy = clone_scenario(uow, one.id, "What if", CLOCK)
        named = replace(wider, name="What if")
        assert copy == replace(changed, id=copy.id, scenario=named, created_by_user_id=None, version=1)
        with pytest.raises(InputError):
            clone_scenario(uow, one.id, SCENARIO.name, CLOCK)
        other = clone_scenario(uow, one.id, "More", CLOCK, edits=[Edit("capacity:global", "30")])
        assert uow.scenarios.get(other.id).scenario == replace(wider, name="More", capacity_total_tokens=Decimal(30))
        with pytest.raises(ProblemFileError, match="horizon"):
            update_scenario(uow, one.id, CLOCK, scenario=replace(SCENARIO, horizon=("2026-Q2", "2026-Q1")))
        with pytest.raises(NotFoundError):
            clone_scenario(uow, 10**6, "N", CLOCK)
    with pytest.raises(ConflictingStateError), storage.writing() as uow:
        create_scenario(uow, SCENARIO, CLOCK)


def test_constraint_sets_are_created_changed_and_cloned(storage: SqlStorage) -> None:
    rules = ConstraintSet("Board", caps=(Cap(Dimension.GLOBAL, Decimal(3)),))
    with storage.writing() as uow:
        one = create_constraint_set(uow, rules, CLOCK, notes="N")
        changed = update_constraint_set(uow, one.id, CLOCK, constraint_set=replace(rules, mandatory_initiatives=("A",)))
        assert uow.constraint_sets.get(one.id) == changed
        copy = clone_constraint_set(uow, one.id, "Copy", CLOCK)
        assert copy.constraint_set == replace(changed.constraint_set, name="Copy")
        with pytest.raises(InputError):
            create_constraint_set(uow, ConstraintSet(), CLOCK)
        with pytest.raises(ProblemFileError, match="is required for the dimension"):
            create_constraint_set(uow, ConstraintSet("Bad", caps=(Cap(Dimension.MARKET, Decimal(3)),)), CLOCK)


def test_graduation_flags_candidates_and_takes_flags_back(storage: SqlStorage) -> None:
    pool = {"is_optimization_candidate": True}
    with storage.writing() as uow:
        uow.initiatives.save(
            [
                initiative_record("A"),
                initiative_record("B", None),
                initiative_record("C", None, **pool, candidate_period_key="2026-Q1"),
                initiative_record("D", None, **pool, candidate_period_key="2026-Q2"),
                initiative_record("E", **pool, candidate_period_key="2026-Q1"),
            ]
        )
        asked = graduate(uow, RULES, "2026-Q1", CLOCK, apply=False)
        assert uow.initiatives.get("A").is_optimization_candidate is False
        done = graduate(uow, RULES, "2026-Q1", CLOCK)
        assert asked == done
        assert (done.candidates, done.entered, done.left) == (("A", "E"), ("A",), ("C",))
        assert [verdict.reasons for verdict in done.verdicts if not verdict.graduates] == [
            ("engineering_tokens is missing",)
        ] * 3
        flags = {r.key: (r.is_optimization_candidate, r.candidate_period_key) for r in uow.initiatives.all()}
        again = graduate(uow, RULES, "2026-Q1", CLOCK)
        some = graduate(uow, RULES, "2026-Q1", CLOCK, initiative_keys=["B", "A"])
        with pytest.raises(InputError, match="not a period"):
            graduate(uow, RULES, "soon", CLOCK)
        with pytest.raises(NotFoundError, match="initiative X"):
            graduate(uow, RULES, "2026-Q1", CLOCK, initiative_keys=["X"])
    assert flags == {
        "A": (True, "2026-Q1"),
        "B": (False, None),
        "C": (False, None),
        "D": (True, "2026-Q2"),
        "E": (True, "2026-Q1"),
    }
    assert (again.entered, again.left) == ((), ())
    assert [verdict.initiative_key for verdict in some.verdicts] == ["A", "B"]
