"""Entries of constraint sets that several people edit, against a set with one value by id."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from domain.edits.entries import LISTS, EntryEdits, edited_entries, entries_of, entry_id, versions_after
from domain.errors import EntryClashError, ProblemFileError
from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.totals import FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve

NINE, UK, Q1 = Decimal(9), "UK", "2026-Q1"
FULL = ConstraintSet(
    "R",
    floors=(Floor(Dimension.MARKET, NINE, UK, Q1), Floor(Dimension.MARKET, NINE, UK)),
    caps=(Cap(Dimension.GLOBAL, NINE),),
    targets=(Target("gmv", NINE, TargetKind.GOAL, UK), Target("gmv", NINE, TargetKind.GOAL, None, Q1)),
    mandatory_initiatives=("A",),
    forced_out=("B",),
    prerequisites=(Prerequisite("A", "B"),),
    exclusions=(("B", "A"),),
    bundles=(Bundle("b", ("A", "B")),),
    synergies=(SynergyBonus("s", "gmv", NINE),),
    pins=(Pin("A", Q1),),
    response_curves=(ResponseCurve("c", "gmv"),),
    ratios=(Ratio("r", "gmv", "tokens", NINE),),
    fair_shares=(FairShare("gmv"),),
    overheads=(Overhead("o", (NINE,), Dimension.GLOBAL),),
    kpi_formulas=(KpiFormula("ltv", (FormulaFactor("gmv"), FormulaFactor("nps"))),),
)


def test_entries_have_the_ids_of_their_rules() -> None:
    assert list(entries_of(FULL)) == [
        "floor:market:UK@2026-Q1", "floor:market:UK", "cap:global", "target:UK:gmv", "target:global:gmv@2026-Q1",
        "mandatory:A", "forced_out:B", "prerequisite:A:B", "exclusion:A:B", "bundle:b", "synergy:s:gmv", "pin:A",
        "curve:c", "ratio:r", "fair_share:gmv", "overhead:o", "formula:ltv",
    ]  # fmt: skip
    assert all(getattr(FULL, listed) for listed in LISTS)


def test_every_entry_of_every_list_can_be_removed_and_added_again() -> None:
    for listed in LISTS:
        for entry in getattr(FULL, listed):
            key = entry_id(listed, entry)
            without = edited_entries(FULL, EntryEdits(removed=(key,)), {}, None).rules
            assert key not in entries_of(without)
            back = edited_entries(without, EntryEdits(added={listed: (entry,)}), {}, None)
            assert entries_of(back.rules) == entries_of(FULL)
            at = len(getattr(without, listed))
            assert back.origin(f"{listed}[{at}].key") == f"add.{listed}[0].key"
            assert back.origin("name") == "name"


def test_an_exclusion_is_found_whichever_of_the_two_comes_first() -> None:
    for key in ("exclusion:A:B", "exclusion:B:A"):
        assert edited_entries(FULL, EntryEdits(removed=(key,)), {}, None).rules.exclusions == ()


def test_a_changed_entry_stays_at_its_place_and_its_doubles_go() -> None:
    twice = replace(FULL, floors=(*FULL.floors, Floor(Dimension.MARKET, Decimal(3), UK, Q1)))
    new = Floor(Dimension.MARKET, Decimal(1), UK, Q1)
    edited = edited_entries(twice, EntryEdits(changed={"floors": (new,)}), {}, None)
    assert edited.rules.floors == (new, FULL.floors[1])
    assert edited.origin("floors[0].min_tokens") == "change.floors[0].min_tokens"


def test_every_clash_is_named_and_every_double() -> None:
    edits = EntryEdits(
        {"floors": FULL.floors[:1], "forced_out": ("Z",)}, {"pins": (Pin("Z", Q1),)}, ("cap:global", "cap:market:Z")
    )
    with pytest.raises(EntryClashError) as caught:
        edited_entries(FULL, edits, {"cap:global": 5, "": 1}, 4)
    assert [(each.place, each.message) for each in caught.value.clashes] == [
        ("add.floors[0]", "floor:market:UK@2026-Q1 is there already; change it"),
        ("change.pins[0]", "there is no pin:Z, or no more"),
        ("remove[0]", "cap:global was changed since version 4"),
        ("remove[1]", "there is no cap:market:Z, or no more"),
    ]
    with pytest.raises(ProblemFileError, match=r"remove\[0\]: pin:A stands in change.pins\[0\] already"):
        edited_entries(FULL, EntryEdits(changed={"pins": (Pin("A", Q1),)}, removed=("pin:A",)), {}, None)


def test_of_people_who_edit_at_once_those_with_other_entries_are_heard_and_no_change_is_lost_unseen() -> None:
    """Each reads some version and sends edits later; the model: an edit clashes when its entry was written since."""
    random = Random(5)
    for _ in range(60):
        rules, versions, version = ConstraintSet("R"), {}, 1
        written: dict[str, int] = {}
        for _ in range(40):
            seen = random.randint(max(1, version - 4), version)
            market, verb = random.choice("ABCD"), random.choice(("add", "change", "remove"))
            entry = Cap(Dimension.MARKET, Decimal(random.randint(0, 3)), market)
            key = f"cap:market:{market}"
            edits = {
                "add": EntryEdits({"caps": (entry,)}),
                "change": EntryEdits({}, {"caps": (entry,)}),
                "remove": EntryEdits({}, {}, (key,)),
            }[verb]
            known = entries_of(rules)
            fits = key not in known if verb == "add" else key in known and written[key] <= seen
            if not fits:
                with pytest.raises(EntryClashError):
                    edited_entries(rules, edits, versions, seen)
                continue
            new, version = edited_entries(rules, edits, versions, seen).rules, version + 1
            versions = versions_after(versions, rules, new, version)
            if entries_of(new).get(key) != known.get(key):
                written[key] = version
            rules = new
            assert set(versions) <= {"", *entries_of(rules)}


def test_entries_of_before_versions_were_kept_count_as_written_with_their_set() -> None:
    after = versions_after({"": 7}, FULL, replace(FULL, forced_out=()), 8)
    assert after == {"": 7}
    edits = EntryEdits(changed={"caps": (Cap(Dimension.GLOBAL, Decimal(1)),)})
    with pytest.raises(EntryClashError):
        edited_entries(FULL, edits, after, 6)
    assert edited_entries(FULL, edits, after, 7).rules.caps[0].max_tokens == 1


def test_an_id_that_rules_about_different_things_bear_takes_none_of_them_away() -> None:
    rules = ConstraintSet(
        floors=(
            Floor(Dimension.MARKET, Decimal(1), "UK@2026-Q1"),
            Floor(Dimension.MARKET, Decimal(2), "UK", "2026-Q1"),
        ),
        exclusions=(("a:b", "c"), ("a", "b:c")),
    )
    edits = EntryEdits(
        changed={"floors": (Floor(Dimension.MARKET, Decimal(9), "UK", "2026-Q1"),)}, removed=("exclusion:a:b:c",)
    )
    with pytest.raises(EntryClashError) as error:
        edited_entries(rules, edits, {}, None)
    assert [clash.place for clash in error.value.clashes] == ["change.floors[0]", "remove[0]"]
