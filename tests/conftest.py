"""What holds for all tests."""

from __future__ import annotations

import os

os.environ.pop("COLUMNS", None)  # tables are as wide as in a file, whatever the terminal that tests are started in
