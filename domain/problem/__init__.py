"""The business terms of one question, and who may take part in it. Uses errors and numbers."""
