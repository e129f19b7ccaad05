"""The addresses of pictures: who may see them, in which form, and how long a copy is good."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFoundError
from graphql_api.context import Context
from graphql_api.pictures.sources import Source, analysis_source, run_source
from graphql_api.services import Services
from graphql_api.transport.auth.gate import Gate, admitted
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from graphql_api.transport.http.messages import error_response, request_id
from persistence.unit_of_work import SqlUnitOfWork

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
KEPT = 64
"""Pictures that are kept drawn; a page asks for the same ones over and over."""
AT_ONCE = 2
HEADERS = {
    "Cache-Control": "private, no-cache",  # A copy is good only while the token is, so each use is asked for.
    "Vary": "Authorization",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


def picture_routes(services: Services, gate: Gate) -> list[Route]:
    """Every address of a picture; any role may see them."""
    pictures = _Pictures(services, gate)
    return [
        Route("/pictures/runs/{run_id}/{kind}.{form}", pictures.of_run),
        Route("/pictures/analyses/{run_id}.{form}", pictures.of_analysis),
    ]


class _Pictures:
    def __init__(self, services: Services, gate: Gate) -> None:
        self._services = services
        self._gate = gate
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._limiter = anyio.CapacityLimiter(AT_ONCE)

    async def of_run(self, request: Request) -> Response:
        """The capacity use or the roadmap of a run."""
        run_id, kind = request.path_params["run_id"], request.path_params["kind"]
        return await self._answer(request, lambda uow: run_source(uow, run_id, kind))

    async def of_analysis(self, request: Request) -> Response:
        """The picture of a stored analysis."""
        run_id = request.path_params["run_id"]
        return await self._answer(request, lambda uow: analysis_source(uow, run_id))

    async def _answer(self, request: Request, find: Callable[[SqlUnitOfWork], Source]) -> Response:
        try:
            return await self._picture(request, find)
        except NotFoundError as error:
            return error_response(HttpError(404, ErrorCode.NOT_FOUND, str(error)))
        except HttpError as error:
            return error_response(error)

    async def _picture(self, request: Request, find: Callable[[SqlUnitOfWork], Source]) -> Response:
        principal = await admitted(self._gate, request)
        form = request.path_params["form"]
        if form not in MEDIA_TYPES:
            raise HttpError(404, ErrorCode.NOT_FOUND, f"a picture ends in .svg or .png, not .{form}")
        context = Context(self._services, principal, request_id(request.scope))
        source = await context.read(find)
        headers = {**HEADERS, "ETag": f'"{source.tag}-{form}"'}
        if headers["ETag"] in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        data = await self._drawn(source, form)
        return Response(data, headers=headers, media_type=MEDIA_TYPES[form])

    async def _drawn(self, source: Source, form: str) -> bytes:
        key = (source.tag, form)
        if key not in self._kept:
            self._kept[key] = await anyio.to_thread.run_sync(_draw, source, form, limiter=self._limiter)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _draw(source: Source, form: str) -> bytes:
    picture = source.draw()
    return picture.png() if form == "png" else picture.svg().encode("utf-8")


def _tags(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
