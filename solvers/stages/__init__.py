"""One plan on one backend: stages in order, in integers it is exact for, each answer checked. Uses the backend."""
