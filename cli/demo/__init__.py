"""The demonstration, from an empty folder to a spreadsheet with pictures. Uses wiring, terminal and render."""
