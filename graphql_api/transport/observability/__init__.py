"""What an operator sees: logs, metrics, health. Uses execution and HTTP."""
