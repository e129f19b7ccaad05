"""The entries of a constraint set, each with an id: some are added, changed or removed while others stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.errors import EntryClashError, Fault, ProblemFileError
from domain.problem.constraints import Cap, ConstraintSet, Floor, Prerequisite, SynergyBonus, Target
from domain.records.kinds import fields_of

LISTS = tuple(each.name for each in fields_of(ConstraintSet) if each.name != "name")
_FAMILIES = {
    "mandatory_initiatives": "mandatory",
    "forced_out": "forced_out",
    "synergies": "synergy",
    "response_curves": "curve",
    "kpi_formulas": "formula",
}
"""What the ids of a list begin with, where that is not its name without the last letter."""
Entries = Mapping[str, tuple[Any, ...]]
"""Entries by the name of their list."""


@dataclass(frozen=True, slots=True)
class EntryEdits:
    """What is to become of single entries.

    added: entries that are not there yet. changed: entries in place of those with the same id. removed: ids.
    """

    added: Entries = field(default_factory=dict)
    changed: Entries = field(default_factory=dict)
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedEntries:
    """A constraint set after edits. origins: by the places of entries that come from them, those among the edits."""

    rules: ConstraintSet
    origins: Mapping[str, str]

    def origin(self, place: str) -> str:
        """The place among the edits of a fault of the constraint set; its own where no edit has brought it in."""
        head, bracket, rest = place.partition("]")
        return self.origins[head + bracket] + rest if head + bracket in self.origins else place


def entry_id(listed: str, entry: Any) -> str:
    """The id of an entry of a list, which is that of its rule: ``cap:market:UK@2026-Q1``, ``curve:uk``."""
    family, period = _FAMILIES.get(listed, listed[:-1]), ""
    if isinstance(entry, Floor | Cap | Target):
        period = "" if entry.period_key is None else f"@{entry.period_key}"
    return ":".join((family, *_parts(entry))) + period


def entries_of(rules: ConstraintSet) -> dict[str, tuple[Any, ...]]:
    """The entries by their ids, in the order of the lists; several where some say the same of the same."""
    found: dict[str, tuple[Any, ...]] = {}
    for listed in LISTS:
        for entry in getattr(rules, listed):
            key = entry_id(listed, entry)
            found[key] = (*found.get(key, ()), entry)
    return found


def versions_after(before: Mapping[str, int], old: ConstraintSet, new: ConstraintSet, version: int) -> dict[str, int]:
    """In which version each entry was written last, once ``new`` is stored in place of ``old`` as that version.

    What is not named was written when all others were: by the key of nothing, or else with the first version.
    """
    known = entries_of(old)
    kept = {key: version if found != known.get(key) else before.get(key) for key, found in entries_of(new).items()}
    return {key: value for key, value in ({"": before.get("")} | kept).items() if value is not None}


def edited_entries(
    rules: ConstraintSet, edits: EntryEdits, versions: Mapping[str, int], seen: int | None
) -> EditedEntries:
    """A constraint set after edits that were meant for it as it stood in the version ``seen`` (None: as it stands).

    Raises ``EntryClashError`` where one of the same entries was written since, is there already, is there no more, or
    has an id that others bear too, and ``ProblemFileError`` for an entry that is named twice.
    """
    known = entries_of(rules)
    clashes, repeated = [], []
    named: dict[str, str] = {}
    for place, verb, key in _named(edits, known):
        if named.setdefault(key, place) != place:
            repeated.append(Fault(place, f"{key} stands in {named[key]} already"))
        elif verb == "add" and key in known:
            clashes.append(Fault(place, f"{key} is there already; change it"))
        elif verb != "add" and key not in known:
            clashes.append(Fault(place, f"there is no {key}, or no more"))
        elif verb != "add" and len({_subject(entry) for entry in known[key]}) > 1:
            clashes.append(Fault(place, f"{key} is the id of rules about different things; give the whole list anew"))
        elif verb != "add" and seen is not None and versions.get(key, versions.get("", 1)) > seen:
            clashes.append(Fault(place, f"{key} was changed since version {seen}"))
    if repeated:
        raise ProblemFileError(repeated)
    if clashes:
        raise EntryClashError(tuple(clashes))
    return _applied(rules, edits, {key for _, verb, key in _named(edits, known) if verb == "remove"})


def _named(edits: EntryEdits, known: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for verb, entries in (("add", edits.added), ("change", edits.changed)):
        for listed, several in entries.items():
            for index, entry in enumerate(several):
                yield f"{verb}.{listed}[{index}]", verb, entry_id(listed, entry)
    for index, key in enumerate(edits.removed):
        yield f"remove[{index}]", "remove", _as_known(key, known)


def _as_known(key: str, known: Mapping[str, tuple[Any, ...]]) -> str:
    """The id, also where it names the two of an exclusion the other way round."""
    family, _, rest = key.partition(":")
    if family == "exclusion" and key not in known:
        for other, (pair, *_) in known.items():
            if isinstance(pair, tuple) and rest in (":".join(pair), ":".join(reversed(pair))):
                return other
    return key


def _applied(rules: ConstraintSet, edits: EntryEdits, removed: set[str]) -> EditedEntries:
    lists: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for listed in LISTS:
        changed = {entry_id(listed, each): (at, each) for at, each in enumerate(edits.changed.get(listed, ()))}
        after: list[Any] = []
        gone = set(removed)
        for entry in getattr(rules, listed):
            key = entry_id(listed, entry)
            if key in gone:
                continue
            if key in changed:
                at, entry = changed[key]
                origins[f"{listed}[{len(after)}]"] = f"change.{listed}[{at}]"
                gone.add(key)  # of several that say the same of the same, one stays
            after.append(entry)
        for at, entry in enumerate(edits.added.get(listed, ())):
            origins[f"{listed}[{len(after)}]"] = f"add.{listed}[{at}]"
            after.append(entry)
        lists[listed] = tuple(after)
    return EditedEntries(replace(rules, **lists), origins)


def _subject(entry: Any) -> tuple[Any, ...]:
    """What an entry is about, also where its id does not tell it from another: keys may hold colons, or be global."""
    match entry:
        case Floor() | Cap():
            return entry.dimension, entry.key, entry.period_key
        case Target():
            return entry.market, entry.kpi_key, entry.period_key
    return _parts(entry)


def _parts(entry: Any) -> tuple[str, ...]:
    """What an id says after its family; of records that are told by one key, that."""
    match entry:
        case str():
            return (entry,)
        case tuple():
            return tuple(sorted(entry))
        case Floor() | Cap():
            return (entry.dimension.value, *(() if entry.key is None else (entry.key,)))
        case Target():
            return ("global" if entry.market is None else entry.market, entry.kpi_key)
        case Prerequisite():
            return (entry.initiative_key, entry.requires)
        case SynergyBonus():
            return (entry.synergy_group_key, entry.kpi_key)
    kind: Any = type(entry)
    return (getattr(entry, next(each.name for each in fields_of(kind) if each.name.endswith("_key"))),)
