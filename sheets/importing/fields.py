"""What a column can be, and the names that people and planning tools give to each field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from sheets.layout import Column, Kind
from sheets.layout.inputs import CANDIDATES

IGNORE = "ignore"
KEY, TITLE, STATUS, VALUE, SCORE = (
    "initiative_key",
    "title",
    "status",
    "north_star_contribution",
    "active_overall_score",
)
_NOT_FILLED = {"notes", "is_selected_for_run", "team_tokens_mvp_json", "kpi_contribution_json"}
FIELDS: Mapping[str, Column] = {
    name: column
    for name, column in CANDIDATES.by_name.items()
    if not column.is_owned_by_engine and name not in _NOT_FILLED
}
DECIDED = {
    "plan:decision": "Plan decision",
    "plan:period": "Plan period",
    "plan:size": "Plan size",
    "plan:reason": "Plan reason",
}
"""What a plan decides on each initiative, and what such columns are called: only an export writes them."""
FAMILIES = tuple(family.name for family in CANDIDATES.families)
_APART = re.compile(r"[^\w#]+|_")
_NAMES = {
    KEY: "key, id, code, ref, reference, initiative key, initiative id, feature id, item id, "
    "item key, issue key, work item key, epic key, #, nummer, nr, kennung, kürzel, "
    "schlüssel, clé, identifiant, clave, código, chiave, codice, sleutel",
    TITLE: "title, name, summary, initiative, feature, epic, initiative name, feature name, "
    "item name, epic name, titel, bezeichnung, zusammenfassung, vorhaben, nom, titre, "
    "intitulé, résumé, nombre, título, titolo, naam",
    STATUS: "status, state, workflow status, stage, zustand, statut, état, estado, stato, toestand",
    "market": "market, country, region, markt, land, marché, pays, mercado, país, mercato, paese",
    "department": "department, dept, team, team name, squad, tribe, business unit, abteilung, "
    "bereich, département, service, équipe, departamento, equipo, dipartimento, "
    "reparto, afdeling",
    "category": "category, theme, type, kind, issue type, work type, kategorie, thema, typ, "
    "catégorie, categoría, categoria, tipo",
    "engineering_tokens": "tokens, token, engineering tokens, effort, story points, story point estimate, "
    "points, estimate, effort estimate, total effort, size, cost, costs, man days, "
    "person days, aufwand, schätzung, punkte, personentage, größe, kosten, charge, "
    "effort estimé, estimation, coût, esfuerzo, puntos, coste, costo, sforzo, punti, "
    "inspanning",
    "engineering_tokens_mvp": "mvp effort, effort mvp, mvp tokens, tokens mvp, mvp cost, aufwand mvp",
    "engineering_tokens_full": "full effort, effort full, full tokens, full cost",
    "deadline_date": "deadline, due date, due, due by, target date, fälligkeit, fällig, fällig am, "
    "fälligkeitsdatum, termin, frist, échéance, date limite, fecha límite, vencimiento, "
    "scadenza, vervaldatum",
    "earliest_start_date": "start date, start, earliest start, target start, planned start, startdatum, "
    "beginn, date de début, début, fecha de inicio, inicio, data di inizio, inizio, "
    "begindatum",
    "latest_finish_date": "end date, end, finish date, latest finish, target end, planned end, enddatum, "
    "ende, date de fin, fecha de fin, fecha fin, data di fine, einddatum",
    "is_mandatory": "mandatory, must have, must do, must, required, pflicht, verpflichtend, "
    "obligatoire, obligatorio, obbligatorio, verplicht",
    "mandate_reason": "mandate reason, reason, begründung",
    "prerequisite_keys": "prerequisites, prerequisite, depends on, dependencies, dependency, blocked by, is "
    "blocked by, requires, predecessors, predecessor, vorgänger, abhängig von, "
    "abhängigkeiten, dépend de, prérequis, depende de, dipende da, afhankelijk van",
    "exclusion_keys": "excludes, exclusions, conflicts with, mutually exclusive with, schließt aus",
    "bundle_key": "bundle, ships with, paket",
    "program_key": "program, programme, epic link, parent key, parent, programm, projekt, project",
    "synergy_group_keys": "synergies, synergy group, synergy",
    "time_sensitivity_score": "time sensitivity, time criticality, urgency, dringlichkeit, urgence, urgencia, urgenza",
    VALUE: "value, business value, contribution, expected value, total value, benefit, impact, "
    "north star, nutzen, geschäftswert, mehrwert, wert, valeur, bénéfice, gain, valor, "
    "beneficio, valore, waarde",
    SCORE: "score, total score, priority score, overall score, aha score, prioritization "
    "score, punktzahl, bewertung, puntuación",
    "kpi:revenue": "revenue, umsatz, chiffre d'affaires, ingresos, ricavi, omzet, arr, mrr",
    "kpi:gmv": "gmv",
    "score:RICE": "rice, rice score",
    "score:WSJF": "wsjf, wsjf score",
    "score:ICE": "ice, ice score",
}


def folded(header: str) -> str:
    """The form by which headers are compared: ``Größe (PT)`` is ``grosse``."""
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", header) if not header.startswith(("(", "[")) else header
    letters = unicodedata.normalize("NFKD", plain.casefold())
    return " ".join(_APART.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).split())


@cache
def _by_name() -> Mapping[str, tuple[str, int]]:
    """The field of each folded name, and how far back in its list the name stands."""
    return {
        folded(name): (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split(","))
    }


def known_field(header: str) -> tuple[str, int] | None:
    """The field that a header names, and how plainly: 0 is the plainest."""
    if own := CANDIDATES.named(header):
        return (own, 0) if own in FIELDS or own.startswith(FAMILIES) else None
    return _by_name().get(folded(header))


def column_of(field: str) -> Column:
    """The column of Candidates that a field is."""
    return CANDIDATES.column(field)


def kind_of(field: str) -> Kind:
    """What the cells of a field hold."""
    return Kind.TEXT if field in DECIDED else column_of(field).kind


def fault_of_field(name: str) -> str | None:
    """What is wrong with the name of a field; None where nothing is."""
    family = next((each for each in FAMILIES if name.startswith(each)), None)
    if name in FIELDS or name in DECIDED or (family is not None and name[len(family) :].strip()):
        return None
    near = get_close_matches(name, [*FIELDS, *DECIDED, IGNORE], n=1)
    meant = (
        f"did you mean {near[0]}?"
        if near
        else f"there are {', '.join(FIELDS)}, {'NAME, '.join(FAMILIES)}NAME, {IGNORE}"
    )
    return f"there is no field {name[:60]!r}; {meant}"
