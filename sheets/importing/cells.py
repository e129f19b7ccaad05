"""How the cells of one column are read, by the kind of its field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sheets.importing.columns import Cells, Column, ReadColumn
from sheets.importing.fields import STATUS, column_of, kind_of
from sheets.importing.mapping import BacklogMapping
from sheets.importing.written import read_dates, read_numbers
from sheets.keys import key_text
from sheets.layout import Kind
from sheets.reading.cells.kinds import shown, split_keys, tick_of
from sheets.reading.cells.remade import remade
from sheets.workbook import NEVER_CALCULATED, CellError, Look, Value

_DONE_IN_WORDS = """
    done closed resolved shipped launched completed complete finished released delivered deployed live accepted
    erledigt abgeschlossen fertig geschlossen beendet ausgeliefert umgesetzt terminé terminée fermé fermée résolu
    résolue livré livrée achevé fait hecho cerrado terminado resuelto completado entregado fatto chiuso completato
    risolto concluso gereed klaar afgerond gesloten opgelost klart färdig stängd ferdig færdig lukket hotovo gotowe
    zakończone concluído feito 完了 完成
"""
_DONE = frozenset(_DONE_IN_WORDS.split())
_CALLED_OFF_IN_WORDS = """
    cancelled|canceled|won't do|won’t do|wontfix|won't fix|rejected|declined|duplicate|abandoned|archived|obsolete|
    abgelehnt|abgebrochen|verworfen|storniert|annulé|annulée|rejeté|rejetée|abandonné|cancelado|cancelada|rechazado|
    descartado|annullato|rifiutato|scartato|geannuleerd|afgewezen|avbruten|avbrutt|avvist|anulowane|odrzucone
"""
_CALLED_OFF = frozenset(word.strip() for word in _CALLED_OFF_IN_WORDS.split("|"))
LEAVE_OUT = "leave out"
"""What stands for a status whose rows are no candidates."""
DONE = "done"


def read_column(column: Column, cells: Cells, mapping: BacklogMapping) -> ReadColumn:
    """Read a column that is a field."""
    assert column.said is not None and column.field is not None
    read = ReadColumn()
    usable: dict[int, tuple[Value, Look | None]] = {}
    for row, (value, look) in cells.items():
        if value == NEVER_CALCULATED:
            read.faults[row] = "holds a formula that was never calculated; open and save the file"
        elif isinstance(value, CellError):
            read.faults[row] = f"its formula has no result: {value}"
        else:
            word = key_text(value)
            usable[row] = column.said.values.get(word, value), look
    match kind_of(column.field):
        case Kind.NUMBER:
            read_numbers(column, usable, mapping, read)
        case Kind.DATE:
            read_dates(column, usable, mapping, read)
        case Kind.FLAG:
            _ticks(usable, read)
        case Kind.KEYS:
            for row, (value, look) in usable.items():
                _name(row, value, look, read)
            read.values = {row: split_keys(text) for row, text in read.values.items()}
        case _:
            for row, (value, look) in usable.items():
                _name(row, value, look, read)
            if column.field == STATUS:
                _statuses(mapping, read)
            elif options := _options(column.field):
                _choices(options, read)
    return read


def _options(name: str) -> Sequence[str]:
    return [str(option) for option in column_of(name).options]


def _choices(options: Sequence[str], read: ReadColumn) -> None:
    for row, text in list(read.values.items()):
        if text.casefold() in options:
            read.values[row] = text.casefold()
        else:
            del read.values[row]
            read.faults[row] = f"{shown(text)} is none of {', '.join(options)}"


def _name(row: int, value: Value, look: Look | None, read: ReadColumn) -> None:
    wrong = "is a tick and no name" if isinstance(value, bool) else remade(value, look)
    if wrong is not None:
        read.faults[row] = wrong
    else:
        read.values[row] = key_text(value)


def _statuses(mapping: BacklogMapping, read: ReadColumn) -> None:
    own = {word.strip().casefold(): status for word, status in mapping.statuses.items()}
    counted: dict[str, Counter[str]] = {}
    for row, text in read.values.items():
        word = text.casefold()
        known = DONE if word in _DONE else LEAVE_OUT if word in _CALLED_OFF else text
        read.values[row] = own.get(word, known)
        if read.values[row] != text:
            counted.setdefault(read.values[row], Counter())[text] += 1
    for status, words in counted.items():
        told = ", ".join(f"{word} ({number})" for word, number in words.items())
        read.how.append(f"left out: {told}" if status == LEAVE_OUT else f"read as {status}: {told}")


def is_called_off(word: str, mapping: BacklogMapping) -> bool:
    """Whether a status or a resolution says that a row is no candidate."""
    plain = word.casefold()
    own = {each.strip().casefold(): status for each, status in mapping.statuses.items()}
    return own.get(plain, LEAVE_OUT if plain in _CALLED_OFF else "") == LEAVE_OUT


def _ticks(cells: Cells, read: ReadColumn) -> None:
    for row, (value, _) in cells.items():
        tick = value if isinstance(value, bool) else tick_of(key_text(value))
        if tick is None:
            read.faults[row] = f"{shown(value)} is neither yes nor no"
        else:
            read.values[row] = tick
