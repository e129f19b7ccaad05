"""The addresses of lists in columns: who may read them, and how long a copy is good."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import DatabaseUnavailableError, NotFoundError
from graphql_api.columns.tables import ColumnList, initiative_columns, item_columns
from graphql_api.context import Context
from graphql_api.services import Services
from graphql_api.transport.auth.gate import Gate, admitted
from graphql_api.transport.errors.codes import RETRY_SECONDS, ApiError, ErrorCode, HttpError
from graphql_api.transport.http.messages import error_response, request_id
from graphql_api.transport.relay.ids import decode_int_id
from persistence.unit_of_work import SqlUnitOfWork

KEPT = 16
"""Lists that are kept written; a page asks for the same ones over and over."""
HEADERS = {
    "Cache-Control": "private, no-cache",  # A copy is good only while the token is, so each use is asked for.
    "Vary": "Authorization, Cookie",
    "X-Content-Type-Options": "nosniff",
    "Content-Type": "application/json; charset=utf-8",
}


def column_routes(services: Services, gate: Gate) -> list[Route]:
    """Every address of a list in columns; any role may read them."""
    kept: OrderedDict[str, bytes] = OrderedDict()

    async def answer(request: Request, find: Callable[[], ColumnList]) -> Response:
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}

        def read(uow: SqlUnitOfWork) -> tuple[str, bytes | None]:
            tag = columns.tag(uow, names)
            if f'"{tag}"' in known:
                return tag, None
            return tag, kept.get(tag) or columns.read(uow, names)

        try:
            principal = await admitted(gate, request)
            columns = find()
            names = columns.kind.chosen(request.query_params.get("columns", ""))
            context = Context(services, principal, request_id(request.scope))
            tag, body = await context.read(read)
        except HttpError as error:
            return error_response(error)
        except ApiError as error:
            return error_response(HttpError(400, error.code, error.message))
        except NotFoundError as error:
            return error_response(HttpError(404, ErrorCode.NOT_FOUND, str(error)))
        except DatabaseUnavailableError:
            retry = {"Retry-After": str(RETRY_SECONDS)}
            return error_response(HttpError(503, ErrorCode.UNAVAILABLE, "the database cannot be used now", retry))
        headers = {**HEADERS, "ETag": f'"{tag}"'}
        if body is None:
            return Response(status_code=304, headers=headers)
        kept[tag] = body
        kept.move_to_end(tag)
        while len(kept) > KEPT:
            kept.popitem(last=False)
        return Response(body, headers=headers)

    async def of_initiatives(request: Request) -> Response:
        return await answer(request, lambda: initiative_columns(request.query_params.get("archived", "false")))

    async def of_items(request: Request) -> Response:
        number = request.path_params["portfolio"]
        return await answer(request, lambda: item_columns(decode_int_id(number, "Portfolio")))

    return [
        Route("/columns/initiatives", of_initiatives),
        Route("/columns/portfolios/{portfolio}/items", of_items),
    ]
