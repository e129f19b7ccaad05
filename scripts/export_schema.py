"""Write the schema of the API to ``graphql_api/schema.graphql``; with ``--check`` only say whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "graphql_api" / "schema.graphql"


def schema_text() -> str:
    """The schema in the schema definition language."""
    from graphql_api.schema import build_schema

    return build_schema().as_str().strip() + "\n"


def main(arguments: list[str]) -> int:
    """Write or check; 1 where the file is not what the code says."""
    text = schema_text()
    if "--check" not in arguments:
        TARGET.write_text(text, "utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text("utf-8") == text:
        return 0
    print(f"{TARGET.relative_to(ROOT)} is not up to date; run make schema", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
