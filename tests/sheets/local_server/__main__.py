"""Serves until its standard input ends, so that it never outlives the tests; the first line says where."""

from __future__ import annotations

import sys
import threading

from tests.sheets.local_server.server import LocalSheets


def main() -> None:
    server = LocalSheets(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
