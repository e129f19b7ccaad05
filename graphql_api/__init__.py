"""The GraphQL API: transport, limits and kit, and one folder per concept on top of them."""
