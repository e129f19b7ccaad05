from tests.databases import migrated, storage
from tests.sheets.conftest import google, make_workbook, running_server, server

__all__ = ["google", "make_workbook", "migrated", "running_server", "server", "storage"]
