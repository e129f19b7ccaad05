"""What the server tells of itself: its solvers and its audit log. Uses the transport and what is stored."""
