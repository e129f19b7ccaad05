"""The terminal: output, progress, interrupts, errors and exit codes. Uses errors of the domain."""
