"""The page of GraphiQL and its files, all of them served from here. Nothing is fetched from anywhere else."""

from __future__ import annotations

import gzip
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graphql_api.settings import ApiSettings
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from graphql_api.transport.http.messages import error_response

FOLDER = Path(__file__).parents[1] / "graphiql"
OWN = ("page.js", "page.css")
PACKAGED = (
    "react.production.min.js",
    "react-dom.production.min.js",
    "graphiql.min.js",
    "graphiql.min.css",
    "explorer.umd.js",
    "explorer.css",
)
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def files_path(settings: ApiSettings) -> str:
    """The address under which the files of the page are served."""
    return f"{settings.path}/graphiql"


def graphiql_response(settings: ApiSettings) -> Response:
    """The page; without its files a page that says how to get them; 404 where it is turned off."""
    if not settings.graphiql:
        return error_response(HttpError(404, ErrorCode.NOT_FOUND, "GraphiQL is turned off here"))
    installed = all((FOLDER / "assets" / f"{name}.gz").is_file() for name in PACKAGED)
    page = (FOLDER / "page" / ("index.html" if installed else "absent.html")).read_text("utf-8")
    page = page.replace("{{files}}", escape(files_path(settings))).replace("{{api}}", escape(settings.path))
    return HTMLResponse(page, headers={**HEADERS, "Cache-Control": "no-cache"})


async def graphiql_file(request: Request) -> Response:
    """One of the files of the page."""
    name = request.path_params["name"]
    data = _read(name) if name in OWN or name in PACKAGED else None
    if data is None:
        return error_response(HttpError(404, ErrorCode.NOT_FOUND, "there is no such file"))
    headers = {**HEADERS, "Cache-Control": "public, max-age=3600"}
    return Response(data, media_type=TYPES[Path(name).suffix], headers=headers)


@lru_cache
def _read(name: str) -> bytes | None:
    if name in OWN:
        return (FOLDER / "page" / name).read_bytes()
    path = FOLDER / "assets" / f"{name}.gz"
    return gzip.decompress(path.read_bytes()) if path.is_file() else None
