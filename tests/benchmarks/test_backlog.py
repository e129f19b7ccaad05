"""The made-up backlog of the formulation benchmark."""

import json

from benchmarks.made_up.backlog import INITIATIVES, as_plain, backlog


def test_it_has_the_size_it_claims_and_is_the_same_every_time() -> None:
    problem = backlog()
    assert len(problem.initiatives) == INITIATIVES
    assert sum(len(i.prerequisite_keys) for i in problem.initiatives) == 2 * INITIATIVES
    assert problem == backlog()


def test_the_plain_form_says_the_same() -> None:
    problem = backlog(50)
    plain = json.loads(json.dumps(as_plain(problem)))
    assert [i["initiative_key"] for i in plain["initiatives"]] == [i.initiative_key for i in problem.initiatives]
    assert len(plain["constraint_set"]["floors"]) == len(problem.constraint_set.floors)
