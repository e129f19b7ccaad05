"""The adapter for an .xlsx file: no account, no network. Uses layout and port."""
