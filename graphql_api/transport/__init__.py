"""How requests come in and answers go out: HTTP, execution, limits, errors. Knows no business."""
