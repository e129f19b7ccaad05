"""From what the engine knows to cells: headers, rows by key, the difference to what is there, and the write."""
