"""Pictures of stored results at addresses of their own, for front ends to embed."""
