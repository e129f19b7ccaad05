"""``python -m migrations "what changes"``: writes the next revision, from what the models say and no table does yet."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from migrations import commands
from persistence.database.connection import open_database


def main(argv: list[str]) -> int:
    """Compare a fresh database at the newest revision with the models, and write the difference as a revision."""
    if len(argv) != 1:
        sys.stderr.write('usage: python -m migrations "what changes"\n')
        return 2
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder, 'fresh.db')}")
        commands.upgrade(engine)
        commands.new_revision(engine, argv[0])
        engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
