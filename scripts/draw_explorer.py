"""Take the pictures of the explorer anew, in a real browser over the sample; needs ``npm ci`` in web.

Every screen at 1440, 1024 and 390 pixels, light and dark, into docs/images/explorer or a folder given as argument.
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
    into = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else FOLDER
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
            status = subprocess.call(["node", script, found[0], str(into)])
        finally:
            server.terminate()
            server.wait()
    for path in into.glob("*.png"):
        # Without loss after the colours, and half as large as the same as PNG.
        few = Image.open(path).convert("RGB").quantize(256).convert("RGB")
        few.save(path.with_suffix(".webp"), lossless=True)
        path.unlink()
    return status


if __name__ == "__main__":
    sys.exit(main())
