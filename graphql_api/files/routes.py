"""The addresses of files: who may give them in and out, how large they may be, and what of them a browser may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import ConflictingStateError, DatabaseUnavailableError, InputError, NotFoundError
from domain.storage.tokens_and_roles import Role
from graphql_api.context import Context
from graphql_api.files.downloads import MEDIA_TYPES, Download, job_file, run_file, scenario_file
from graphql_api.files.uploads import preview
from graphql_api.json_codec import dumps
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.gate import Gate, admitted
from graphql_api.transport.errors.codes import RETRY_SECONDS, ErrorCode, HttpError
from graphql_api.transport.http.messages import NOT_STORED, error_response, read_body, request_id
from persistence.unit_of_work import SqlUnitOfWork

AT_ONCE = 2
SENT_BY_ANY_PAGE = frozenset({"", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded"})
"""Media types that a page of another origin can send without being asked first."""


def file_routes(services: Services, settings: ApiSettings, gate: Gate) -> list[Route]:
    """Every address of a file. Planners give files in, any role has them given out."""
    limiter = anyio.CapacityLimiter(AT_ONCE)

    def guarded(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def guarded_answer(request: Request) -> Response:
            try:
                return await answer(request)
            except HttpError as error:
                return error_response(error)
            except NotFoundError as error:
                return error_response(HttpError(404, ErrorCode.NOT_FOUND, str(error)))
            except ConflictingStateError as error:
                return error_response(HttpError(409, ErrorCode.CONFLICT, str(error)))
            except InputError as error:
                return error_response(HttpError(400, ErrorCode.BAD_USER_INPUT, str(error)[:2_000]))
            except DatabaseUnavailableError:
                retry = {"Retry-After": str(RETRY_SECONDS)}
                return error_response(HttpError(503, ErrorCode.UNAVAILABLE, "the database cannot be used now", retry))

        return guarded_answer

    async def given_in(request: Request) -> Response:
        principal = await admitted(gate, request)
        if not principal.role.includes(Role.PLANNER):
            raise HttpError(403, ErrorCode.FORBIDDEN, "files are given in by planners", role=Role.PLANNER)
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type in SENT_BY_ANY_PAGE:
            message = "send the file itself as text/csv or application/octet-stream"
            raise HttpError(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE, message)
        data = await read_body(request, settings.max_body_bytes)
        asked = dict(request.query_params)
        found = await anyio.to_thread.run_sync(preview, data, asked, settings.max_body_bytes, limiter=limiter)
        return Response(dumps(found), headers={**NOT_STORED, "Content-Type": "application/json; charset=utf-8"})

    async def given_out(request: Request, find: Callable[[SqlUnitOfWork], Download]) -> Response:
        principal = await admitted(gate, request)
        context = Context(services, principal, request_id(request.scope))
        download = await context.read(find)
        data = await anyio.to_thread.run_sync(download.make, limiter=limiter)
        headers = {
            **NOT_STORED,
            "Content-Type": MEDIA_TYPES[request.path_params["form"]],
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(download.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        return Response(data, headers=headers)

    async def of_scenario(request: Request) -> Response:
        place = request.path_params
        rules = request.query_params.get("rules")
        return await given_out(request, lambda uow: scenario_file(uow, place["scenario"], place["form"], rules))

    async def of_run(request: Request) -> Response:
        place = request.path_params
        return await given_out(request, lambda uow: run_file(uow, place["run"], place["form"]))

    async def of_job(request: Request) -> Response:
        place = request.path_params
        address = f"/files/jobs/{place['job']}/{place['place']}.{place['form']}"
        return await given_out(request, lambda uow: job_file(uow, place["job"], address))

    return [
        Route("/files/jobs/{job}/{place}.{form}", guarded(of_job)),
        Route("/files/preview", guarded(given_in), methods=["POST"]),
        Route("/files/scenarios/{scenario}.{form}", guarded(of_scenario)),
        Route("/files/runs/{run}.{form}", guarded(of_run)),
    ]
