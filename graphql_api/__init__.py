"""The GraphQL API: transport, limits and kit, and one folder per concept on top of them.

A request goes ``app`` -> ``http.endpoint`` or ``http.websocket`` -> ``auth.gate`` -> ``execution.engine`` -> resolvers.

A concept is a folder with ``types``, ``query`` and ``mutations``, put together in ``schema``:

- Resolvers take ``info: Info`` (``context``) and find ``info.context.services``, ``principal`` and
  ``loader(SomeLoader)``. What blocks runs in ``anyio.to_thread.run_sync``.
- Fields that should be fast are plain attributes, set when the object is made; ids with ``relay.ids.encode_id``.
- Lists are ``Connection[T]`` by ``relay.connection.connection_of`` over ``page_of(Order(...), first, ...)``.
- What has an id is a ``relay.node.Node`` and gives ``relay.node.node_query`` a loader.
- Mutations are declared by ``@mutation(description=...)``, which logs them; ``role=Role.ADMIN`` asks for more than a
  planner. They are named object first, take one ``input`` and answer a union with ``mutations.MutationFailed``. They
  raise: errors of the domain and ``UserInputError`` become its typed errors.
- What needs the database is a job for ``await info.context.read(job)`` or ``write(job)``: one unit of work in a
  thread, unless it says that it reads few rows.
- ``ApiError`` with an ``ErrorCode`` is shown as it is; whatever else is raised is masked and logged under an id.
- Everything has a description; ``make schema`` writes ``schema.graphql`` anew.
"""
