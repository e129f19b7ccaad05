"""The terminal: output, progress, interrupts, errors and exit codes."""
