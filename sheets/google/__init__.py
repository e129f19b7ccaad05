"""The adapter for Google Sheets, over gspread."""
