"""Copy the files of GraphiQL from node_modules to where the API serves them from; ``make graphiql`` does it all."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "graphql_api" / "transport" / "graphiql" / "assets"
SOURCES = {
    "react.production.min.js": "react/umd/react.production.min.js",
    "react-dom.production.min.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.min.js": "graphiql/graphiql.min.js",
    "graphiql.min.css": "graphiql/graphiql.min.css",
    "explorer.umd.js": "@graphiql/plugin-explorer/dist/index.umd.js",
    "explorer.css": "@graphiql/plugin-explorer/dist/style.css",
}


def main() -> int:
    """Copy all files; 1 where one is missing."""
    modules = ROOT / "node_modules"
    missing = [source for source in SOURCES.values() if not (modules / source).is_file()]
    if missing:
        print("not installed:", ", ".join(missing), "(run npm ci first)", file=sys.stderr)
        return 1
    TARGET.mkdir(exist_ok=True)
    for name, source in SOURCES.items():
        shutil.copyfile(modules / source, TARGET / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
