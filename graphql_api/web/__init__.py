"""The web explorer: a page for planners over the API, built in ``files`` of the sources in ``web/``."""
