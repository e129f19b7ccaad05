"""Take the pictures of docs/explorer.md anew, in a real browser over the sample; needs ``npm ci`` in web.

With a folder as argument every screen is taken into it at 1440, 1024 and 390 pixels, light and dark, to look at.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images" / "explorer"


def main() -> int:
    """Take all pictures."""
    folder_of_all = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    into = folder_of_all or FOLDER
    into.mkdir(parents=True, exist_ok=True)
    serve = [sys.executable, "-P", "-m", "cli.main", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        server = subprocess.Popen(
            serve, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            assert server.stdout is not None
            found = re.search(r"http://[\d.:]+", server.stdout.readline())
            assert found, "the server did not start"
            script = str(ROOT / "web" / "scripts" / "pictures.mjs")
            status = subprocess.call(["node", script, found[0], str(into), *(["all"] if folder_of_all else [])])
        finally:
            server.terminate()
            server.wait()
    for path in into.glob("*.png"):
        Image.open(path).convert("RGB").quantize(256).save(path, optimize=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
