"""Every rule of a problem with its stable id, joined from initiatives and constraint set. Uses the problem."""
