"""The Optimization Center as the jobs see it, pulled, checked and pushed over the port; knows neither adapter."""
