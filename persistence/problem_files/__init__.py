"""Problems and portfolios as JSON text: one form, read with all faults at once, written canonically."""
