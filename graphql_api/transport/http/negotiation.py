"""Which media type a client is answered in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENT_STREAM = "text/event-stream"
HTML = "text/html"
ANY_JSON = ("*/*", "application/*")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a client takes. ``json`` is None where it lists other media types only."""

    json: str | None
    event_stream: bool
    html_first: bool

    @property
    def errors_as(self) -> str:
        """The media type of errors: JSON, even for a client that lists none."""
        return self.json or JSON


@lru_cache(256)
def negotiate(accept: str) -> Accepted:
    """Read an ``Accept`` header. A client that says nothing, or anything, gets ``application/json``."""
    weights = _weights(accept)
    if not weights:
        return Accepted(JSON, False, False)
    chosen = max((JSON, GRAPHQL_JSON), key=lambda kind: (weights.get(kind, 0.0), kind == JSON))
    if not weights.get(chosen):
        takes_any = any(weights.get(kind) for kind in ANY_JSON)
        only_stream = bool(weights.get(EVENT_STREAM))
        chosen_or_none = None if only_stream and not takes_any else JSON
    else:
        chosen_or_none = chosen
    html = weights.get(HTML, 0.0)
    html_first = html > max(weights.get(JSON, 0.0), weights.get(GRAPHQL_JSON, 0.0))
    return Accepted(chosen_or_none, bool(weights.get(EVENT_STREAM)), html_first)


def _weights(accept: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if kind:
            weights[kind] = max(weights.get(kind, 0.0), _quality(parameters))
    return weights


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
