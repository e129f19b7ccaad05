"""The page of the explorer and its files, all of them served from here. Nothing is fetched from anywhere else."""

from __future__ import annotations

import secrets
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from graphql_api.settings import ApiSettings
from graphql_api.transport.errors.codes import ApiError, ErrorCode, HttpError
from graphql_api.transport.http.messages import error_response
from graphql_api.transport.relay.ids import split_id
from graphql_api.transport.relay.node import OPEN, SHOWN

FILES = Path(__file__).with_name("files")
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; "
    "img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Scripts of the page itself, its styles and the one element that its widgets add, no other host."""
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SCREENS = {
    "Scenario": "/#/board?plan={id}",
    "ConstraintSet": "/#/rules?rules={id}",
    "Run": "/#/runs?run={id}",
    "Portfolio": "/#/compare?part=plans&b={id}",
    "Initiative": "/#/data",
}
"""The screen of the explorer for each kind of object, by the type of its id."""
assert frozenset(SCREENS) == SHOWN
A_YEAR = "public, max-age=31536000, immutable"


def web_routes(settings: ApiSettings, sample: Path | None = None) -> list[Route]:
    """The addresses of the explorer; none where it is turned off. sample: the problem file to try things out with."""
    if not settings.web:
        return []

    def page(_: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        text = _page().replace("{{nonce}}", nonce).replace("{{api}}", escape(settings.path))
        policy = {"Content-Security-Policy": POLICY.format(nonce=nonce)}
        return HTMLResponse(text, headers={**HEADERS, **policy, "Cache-Control": "no-store"})

    def sample_file(_: Request) -> Response:
        if sample is None:
            return error_response(HttpError(404, ErrorCode.NOT_FOUND, "this server has no sample"))
        headers = {**HEADERS, "Cache-Control": "no-cache"}
        return Response(sample.read_bytes(), media_type=TYPES[".json"], headers=headers)

    return [
        Route("/", page),
        Route("/assets/{name}", _asset),
        Route("/sample.json", sample_file),
        Route(f"{OPEN}/{{id}}", _open),
    ]


def _open(request: Request) -> Response:
    """The way from the lasting address of an object to the screen that shows it now; it does not tell what there is."""
    global_id = request.path_params["id"]
    try:
        kind, _ = split_id(global_id)
    except ApiError as error:
        return error_response(HttpError(404, ErrorCode.NOT_FOUND, error.message))
    if kind not in SCREENS:
        return error_response(HttpError(404, ErrorCode.NOT_FOUND, f"the explorer shows no {kind} by itself"))
    return RedirectResponse(SCREENS[kind].format(id=global_id), 302, {**HEADERS, "Cache-Control": "no-store"})


@lru_cache
def _page() -> str:
    return (FILES / "index.html").read_text("utf-8")


def _asset(request: Request) -> Response:
    """A file of the page. Its name has a hash of what it holds, so that it never changes."""
    found = _assets().get(request.path_params["name"])
    if found is None:
        return error_response(HttpError(404, ErrorCode.NOT_FOUND, "there is no such file"))
    content, media_type = found
    return Response(content, media_type=media_type, headers={**HEADERS, "Cache-Control": A_YEAR})


@lru_cache
def _assets() -> dict[str, tuple[bytes, str]]:
    """Every file by its name, read once: what is asked for by any other name is not there."""
    folder = FILES / "assets"
    return {path.name: (path.read_bytes(), TYPES[path.suffix]) for path in folder.iterdir() if path.suffix in TYPES}
