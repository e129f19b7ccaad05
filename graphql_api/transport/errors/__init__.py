"""What a client is told when something goes wrong: coded errors for its own mistakes, an id for ours."""

from graphql_api.transport.errors.codes import ApiError, ErrorCode

__all__ = ["ApiError", "ErrorCode"]
