"""Business terms and use cases, without input or output. Imports nothing but the standard library."""
