"""What the spreadsheet says, into the database: scenario, rules and candidates, with a judgement on every candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.backlog.constraint_sets import create_constraint_set, update_constraint_set
from domain.backlog.graduation_rules import DELIVERED, GraduationRules, KpiChainRule, Verdict, judge
from domain.backlog.initiatives import save_initiatives
from domain.backlog.scenarios import create_scenario, update_scenario
from domain.errors import Fault, InputError
from domain.lean import names_of
from domain.ports import Clock
from domain.problem.initiative import Initiative
from domain.problem.scenario import Scenario
from domain.sheet_jobs.options import JobOptions, Strictness
from domain.sheet_jobs.planning_workbook import (
    CANDIDATES,
    SCENARIO_CONFIG,
    CandidateInput,
    RowAnswer,
    ScenarioInput,
    SheetInputs,
)
from domain.storage import UnitOfWork
from domain.storage.records import ConstraintSetRecord, InitiativeRecord, ScenarioRecord

INVALID = "invalid"
DONE = "delivered"


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate of the sheet. blocked: why it takes no part. advice: what it lacks although it takes part."""

    key: str
    faults: tuple[Fault, ...] = ()
    blocked: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    is_invalid: bool = False

    @property
    def takes_part(self) -> bool:
        """Whether runs include it, if only to report it as invalid."""
        return not self.faults and (self.is_invalid or not self.blocked)

    @property
    def kept_out(self) -> str:
        """What the sheet calls a candidate that is blocked: what is delivered has nothing wrong with it."""
        return DONE if DELIVERED in self.blocked else INVALID


def choose_scenario(inputs: SheetInputs, options: JobOptions) -> ScenarioInput:
    """Row of the requested scenario. Raises ``InputError`` where there is none or it is faulty."""
    named = options.scenario
    rows = [row for row in inputs.scenarios if named in (None, row.key[0])]
    sound = [row for row in rows if not row.faults]
    if not rows:
        names = ", ".join(_scenario_names(inputs.scenarios)) or "none"
        asked = "" if named is None else f" named {named!r}"
        raise InputError(f"{SCENARIO_CONFIG} has no scenario{asked}; it has {names}")
    if len(sound) > 1 and named is None:
        told = ", ".join(_scenario_names(sound))
        raise InputError(
            f"{SCENARIO_CONFIG} has several scenarios: {told}; choose one with --scenario NAME, or in the sidebar"
        )
    if named is None and sound:
        return sound[0]
    if rows[0].faults:
        raise InputError("\n".join(str(fault) for row in rows for fault in row.faults))
    return rows[0]


def _scenario_names(rows: Iterable[ScenarioInput]) -> list[str]:
    """Names of the rows; a row without a name is left out."""
    return list(dict.fromkeys(row.key[0] for row in rows if len(row.key) == 1))


def save_scenario(uow: UnitOfWork, row: ScenarioInput, clock: Clock, email: str | None) -> ScenarioRecord:
    """Store the scenario of a row over what is known of it. Raises ``ProblemFileError`` for what cannot be stored."""
    known = uow.scenarios.by_name(row.key[0])
    if known is None:
        return create_scenario(uow, row.scenario(), clock, created_by=email)
    scenario = row.scenario(known.scenario)
    if scenario == known.scenario:
        return known
    return update_scenario(uow, known.id, clock, scenario=scenario)


def save_rules(
    uow: UnitOfWork, inputs: SheetInputs, row: ScenarioInput, options: JobOptions, clock: Clock
) -> ConstraintSetRecord:
    """Store the sound rules of a scenario. Raises ``ProblemFileError`` for rules that cannot be kept together."""
    name = options.constraint_set or row.rules_name or f"Rules of {row.key[0]}"
    rules = replace(inputs.rules[row.key[0]].constraint_set, name=name)
    known = uow.constraint_sets.by_name(name)
    if known is None:
        return create_constraint_set(uow, rules, clock)
    if known.constraint_set == rules:
        return known
    return update_constraint_set(uow, known.id, clock, constraint_set=rules)


def save_candidates(
    uow: UnitOfWork, rows: Sequence[CandidateInput], scenario: Scenario, strictness: Strictness, clock: Clock
) -> tuple[Judged, ...]:
    """Store what the sound rows say, as candidates of the scenario's period unless they may not be; in sheet order."""
    sound = [row for row in rows if not row.faults]
    known = uow.initiatives.by_keys(row.initiative_key for row in sound)
    now = clock.now()
    records = []
    for row in sound:
        before = known.get(row.initiative_key) or InitiativeRecord(Initiative(row.initiative_key), now, now)
        said = row.initiative(before.initiative, scenario.north_star_kpi_key)
        records.append(replace(before, initiative=said))
    stated = [row.stated(scenario.north_star_kpi_key) for row in sound]
    planned = [replace(record, initiative=each) for record, each in zip(records, stated, strict=True)]
    judged = _judge(planned, scenario, strictness)
    pooled = [
        replace(
            record,
            is_optimization_candidate=not verdict.blocked,
            candidate_period_key=None if verdict.blocked else scenario.period_key,
        )
        for record, verdict in zip(records, judged, strict=True)
    ]
    changed = [record for record in pooled if record != known.get(record.key)]
    refused = {saved.initiative_key: saved.faults for saved in save_initiatives(uow, changed, clock) if saved.faults}
    by_key = {
        verdict.key: replace(verdict, faults=refused[verdict.key]) if verdict.key in refused else verdict
        for verdict in judged
    }
    return tuple(by_key[row.initiative_key] if not row.faults else _faulty(row) for row in rows)


def unused_text(uow: UnitOfWork, rows: Sequence[CandidateInput], scenario: Scenario) -> str:
    """What the database knows and the sheet has no column for, as a sentence; nothing where there is none."""
    sound = {row.initiative_key: row for row in rows if not row.faults}
    count: Counter[str] = Counter()
    for key, record in uow.initiatives.by_keys(sound).items():
        stated = sound[key].stated(scenario.north_star_kpi_key)
        count.update(
            name for name in names_of(Initiative) or () if getattr(record.initiative, name) != getattr(stated, name)
        )
    if not count:
        return ""
    told = ", ".join(f"{name} ({times})" for name, times in sorted(count.items()))
    return f"the database has values that {CANDIDATES} has no column for, and that do not count: {told}"


def dropped_text(uow: UnitOfWork, rows: Sequence[CandidateInput], scenario: Scenario) -> str:
    """What the database still knows by KPI, team or score that no row says any more, as a sentence.

    Once the rows are saved it is gone there as well.
    """
    sound = {row.initiative_key: row for row in rows if not row.faults}
    stated = {key: row.stated(scenario.north_star_kpi_key) for key, row in sound.items()}
    known = uow.initiatives.by_keys(sound)
    count: Counter[str] = Counter()
    for name in ("kpi_contribution", "team_tokens", "team_tokens_mvp", "scores"):
        said = {member for each in stated.values() for member in getattr(each, name) or ()}
        for record in known.values() if said else ():
            count.update(f"{name}[{member}]" for member in getattr(record.initiative, name) or () if member not in said)
    told = ", ".join(f"{name} ({times})" for name, times in sorted(count.items()))
    return f"no row of {CANDIDATES} says any more what the last run was told of {told}" if told else ""


def judge_stored(
    uow: UnitOfWork, rows: Sequence[CandidateInput], scenario: Scenario, strictness: Strictness
) -> tuple[Judged, ...]:
    """The judgement on what is stored of the candidates of a sheet; nothing is stored. In sheet order."""
    known = uow.initiatives.by_keys(row.initiative_key for row in rows if not row.faults)
    judged = {verdict.key: verdict for verdict in _judge(list(known.values()), scenario, strictness)}
    return tuple(
        _faulty(row) if row.faults else judged.get(row.initiative_key, Judged(row.initiative_key)) for row in rows
    )


def faulty_answers(rows: Iterable[tuple[CandidateInput, Judged]]) -> tuple[RowAnswer, ...]:
    """Answers beside candidates that could not be read or stored."""
    return tuple(
        RowAnswer(CANDIDATES, row.key, INVALID, "\n".join(str(fault) for fault in judged.faults))
        for row, judged in rows
        if judged.faults
    )


def refused_rows(inputs: SheetInputs, answers: Iterable[RowAnswer]) -> tuple[RowAnswer, ...]:
    """Rows of candidates and rules with faults, each key once with all of its faults."""
    told: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for answer in (*_faulty_rows(inputs), *answers):
        told.setdefault((answer.tab, answer.key), {}).update(dict.fromkeys(answer.message.split("\n")))
    return tuple(RowAnswer(tab, key, INVALID, "; ".join(faults)) for (tab, key), faults in told.items())


def refused_text(inputs: SheetInputs, answers: Iterable[RowAnswer]) -> str:
    """How much of the spreadsheet was left out, as a headline says it; nothing where all of it was used."""
    read = _faulty_rows(inputs)
    known = {(answer.tab, answer.key) for answer in read}
    rows = [*read, *(answer for answer in answers if (answer.tab, answer.key) not in known)]
    cells = len({fault for row in rows for fault in row.message.split("\n")})
    if not rows:
        return ""
    told = f"{cells} {'cell was' if cells == 1 else 'cells were'} refused"
    return f"{told}, so that {len(rows)} {'row was' if len(rows) == 1 else 'rows were'} left out"


def _faulty_rows(inputs: SheetInputs) -> list[RowAnswer]:
    return [answer for answer in inputs.answers if answer.status == INVALID and answer.tab != SCENARIO_CONFIG]


def _judge(records: Sequence[InitiativeRecord], scenario: Scenario, strictness: Strictness) -> list[Judged]:
    """By the rules of graduation: what no run could plan is invalid; the rest is advice, or blocks where strict."""
    least = GraduationRules(
        needs_market=False,
        kpi_chain=KpiChainRule.NONE,
        north_star_kpi_key=scenario.north_star_kpi_key,
    )
    most = replace(least, needs_market=True, kpi_chain=KpiChainRule.KEYS)
    invalid, full = (judge(records, rules, scenario.period_key, scenario.horizon) for rules in (least, most))
    return [_judged(least, more, strictness) for least, more in zip(invalid, full, strict=True)]


def _judged(least: Verdict, full: Verdict, strictness: Strictness) -> Judged:
    advice = tuple(reason for reason in full.reasons if reason not in least.reasons)
    if strictness is Strictness.STRICT:
        return Judged(least.initiative_key, (), full.reasons, (), bool(least.reasons))
    return Judged(least.initiative_key, (), least.reasons, advice, bool(least.reasons))


def _faulty(row: CandidateInput) -> Judged:
    return Judged(row.initiative_key, row.faults)
