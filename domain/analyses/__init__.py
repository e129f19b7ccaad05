"""What planners ask after the first optimum: trades, prices, frontiers, cores, many roadmaps, and why."""
