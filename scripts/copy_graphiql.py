"""Copy the files of GraphiQL from node_modules to where the API serves them, compressed, as ``make graphiql`` does.

What it writes is committed, with the licence of every package that is in the files.
"""

from __future__ import annotations

import gzip
import json
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


def notices(root: Path) -> str:
    """The licence of every package that GraphiQL is made of, found from the lock file."""
    parts = ["The page to explore the API contains these packages, each under its own licence."]
    packages = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    for path, entry in sorted(packages.items()):
        if not path or entry.get("dev") or entry.get("optional") or not (root / path).is_dir():
            continue
        named = (each for each in sorted((root / path).iterdir()) if each.name.lower().startswith(("licen", "copying")))
        file = next((each for each in named if each.is_file()), None)
        text = "" if file is None else f"\n\n{file.read_text('utf-8').replace(chr(13), '').strip()}"
        parts.append(f"{path.rpartition('node_modules/')[2]} {entry['version']} ({entry.get('license', '?')}){text}")
    return f"\n\n{'-' * 78}\n\n".join(parts) + "\n"


def main() -> int:
    """Copy all files; 1 where one is missing."""
    modules = ROOT / "node_modules"
    missing = [source for source in SOURCES.values() if not (modules / source).is_file()]
    if missing:
        print("not installed:", ", ".join(missing), "(run npm ci first)", file=sys.stderr)
        return 1
    TARGET.mkdir(exist_ok=True)
    for name, source in SOURCES.items():
        (TARGET / f"{name}.gz").write_bytes(gzip.compress((modules / source).read_bytes(), mtime=0))
    (TARGET / "THIRD_PARTY_NOTICES.gz").write_bytes(gzip.compress(notices(ROOT).encode(), mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
