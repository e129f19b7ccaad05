"""Why something cannot be stored: what no problem file could hold, or a text that no database keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import simplejson

from domain.errors import Fault, ProblemFileError
from domain.records.codecs import Codec
from persistence.problem_files.json_text import one_line, parse


def faults_of(kind: Codec, value: Any, row: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Every fault of a value that is to become a row; whatever is stored can be asked of a solver as it is."""
    try:
        text = one_line(kind.write(value))
    except ValueError as error:
        return (Fault("", str(error)),)
    try:
        kind.whole(parse(text))
    except ProblemFileError as error:
        return error.faults
    return tuple(_text_faults(row))


def refuse_faults(kind: Codec, value: Any, row: Mapping[str, Any], source: str) -> None:
    """Raise ``ProblemFileError`` where there is a fault."""
    faults = faults_of(kind, value, row)
    if faults:
        raise ProblemFileError(faults, source)


def _text_faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    for name, value in row.items():
        if isinstance(value, str):
            text = value
        elif isinstance(value, list | dict):
            text = simplejson.dumps(value, use_decimal=True, ensure_ascii=False)
        else:
            continue
        if not is_storable(text):
            yield Fault(name, "holds a character that cannot be stored")


def is_storable(text: str) -> bool:
    """Whether every database keeps a text: PostgreSQL takes no NUL characters, and no half surrogates."""
    try:
        return b"\0" not in text.encode("utf-8")
    except UnicodeEncodeError:
        return False
