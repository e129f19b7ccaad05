"""The log of the programs that run on: the server and the workers."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.wiring.settings import ServeSettings


def keep_log(chosen: ServeSettings) -> None:
    """From here on what the program has to say goes to standard error, as the settings want it."""
    from graphql_api.transport.observability.logs import configure_logging

    as_json = chosen.log_format == "json" or (chosen.log_format == "auto" and not sys.stderr.isatty())
    configure_logging(chosen.log_level, as_json)
    for talkative in ("alembic", "dbos"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
