"""The JSON schema of the problem file, from the same tables as its reader and writer.

``python -m persistence.problem_schema`` prints it; docs/problem.schema.json is a copy.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from persistence.problem_files.problem import PROBLEM

_HEAD = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Optimization Engine problem file"}


def problem_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of the problem file.

    A file that it accepts may still be refused by the reader for what a schema cannot say: a key given twice in
    one object, an initiative key given twice, periods out of order, an ISO week 53 that a year does not have, a number
    with more than 30 decimals.
    """
    schema: dict[str, Any] = json.loads(schema_text())
    return schema


def schema_text() -> str:
    """The schema as text, for publication."""
    return json.dumps(_HEAD | dict(PROBLEM.schema), indent=2, ensure_ascii=False, default=_plain_number) + "\n"


def _plain_number(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)


if __name__ == "__main__":
    sys.stdout.write(schema_text())
