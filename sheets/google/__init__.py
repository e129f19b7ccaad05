"""The adapter for Google Sheets, over gspread. Uses layout and port."""
