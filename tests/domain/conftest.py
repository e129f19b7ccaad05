from tests.databases import migrated, storage

__all__ = ["migrated", "storage"]
