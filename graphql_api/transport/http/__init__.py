"""GraphQL over HTTP, server-sent events and WebSocket. Uses execution, limits, auth and errors."""
