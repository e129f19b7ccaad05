"""What a resolver finds in ``info.context``: the services, who asks, and the loaders of this one operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

from graphql_api.auth.principal import LOCAL, Principal
from graphql_api.services import Services

LoaderT = TypeVar("LoaderT")


class Context:
    """One per operation. Loaders live as long as it does, so that nothing read for one caller reaches another."""

    __slots__ = ("_loaders", "principal", "request_id", "services")

    def __init__(self, services: Services, principal: Principal = LOCAL, request_id: str = "") -> None:
        self.services = services
        self.principal = principal
        self.request_id = request_id
        self._loaders: dict[object, Any] = {}

    def loader(self, make: Callable[[Context], LoaderT]) -> LoaderT:
        """The loader of a class (or any factory), made when first asked for: ``context.loader(ItemsByPortfolio)``."""
        if make not in self._loaders:
            self._loaders[make] = make(self)
        loader: LoaderT = self._loaders[make]
        return loader


Info = strawberry.Info[Context, None]
"""The type of a resolver's ``info``."""
