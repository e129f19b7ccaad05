"""What every mutation answers with when the input is at fault, and how it is logged. Uses the transport."""

from graphql_api.mutations.audit import mutation
from graphql_api.mutations.effects import Outcome, StartRehearsed
from graphql_api.mutations.failure import HANDLERS, MutationFailed, UserError, UserErrorCode
from graphql_api.mutations.user_input import UserInputError

__all__ = [
    "HANDLERS",
    "MutationFailed",
    "Outcome",
    "StartRehearsed",
    "UserError",
    "UserErrorCode",
    "UserInputError",
    "mutation",
]
