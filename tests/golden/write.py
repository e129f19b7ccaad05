"""``python -m tests.golden.write``: writes the golden files anew, and takes away those that nothing holds any more."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from solvers.pool import SolverPool
from tests.golden.helps import LAID_OUT_BY, is_laid_out_alike
from tests.golden.lines import PAGES
from tests.golden.pages import FOLDER, HELPS, answer_file, answer_page, help_file, help_page


def main() -> None:
    """Write them."""
    if not is_laid_out_alike():
        sys.exit(f"golden files are written with Python {'.'.join(map(str, LAID_OUT_BY))}, which lays the help out")
    texts = {help_file(name): help_page(name) for name in HELPS}
    with SolverPool() as pool:
        for page in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                texts[answer_file(page)] = answer_page(page, Path(folder), pool)
    for path in set(FOLDER.rglob("*.txt")) - set(texts):
        path.unlink()
        print(f"- {path.relative_to(FOLDER)}")
    for path, text in texts.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"+ {path.relative_to(FOLDER)}")


if __name__ == "__main__":
    main()
