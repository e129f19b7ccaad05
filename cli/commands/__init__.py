"""One module a command: its options, its help, and what it does. Uses wiring, arguments, terminal and render."""
