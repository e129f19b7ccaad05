"""What one cell says: numbers, dates, ticks, names and definitions; knows the layout and the port, and no tab."""
