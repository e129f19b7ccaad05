"""Take the pictures of docs/explorer.md anew, in a real browser over the sample; needs ``npm ci`` in web."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images" / "explorer"


def main() -> int:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    serve = [sys.executable, "-P", "-m", "cli.main", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(serve, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert server.stdout is not None
            found = re.search(r"http://[\d.:]+", server.stdout.readline())
            assert found, "the server did not start"
            return subprocess.call(["node", str(ROOT / "web" / "scripts" / "pictures.mjs"), found[0], str(FOLDER)])
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
