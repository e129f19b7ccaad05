"""What every backend is held to, by tests that a plugin's author runs. Uses the backends' face and the model."""
