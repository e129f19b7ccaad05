"""Spreadsheets: one layout, one port and two adapters, a Google spreadsheet and an .xlsx file. Uses the domain."""
