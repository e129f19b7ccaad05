"""Problem files over the API: taken into the backlog, made of a scenario, or solved without being stored."""
